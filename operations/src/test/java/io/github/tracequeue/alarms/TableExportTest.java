// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableExportTest {
  private static final String CALL =
      """
      {"PK":{"S":"TYPE#llm_trace#3"},"SK":{"S":"2026-11-23T10:00:00.000Z#1"},
       "timestamp":{"S":"2026-11-23T10:00:00.000Z"},"agent_slug":{"S":"cto"},
       "latency_ms":{"N":"1500"},"cost_usd":{"N":"0.0125"},"status":{"S":"ok"}}""";
  private static final String FAILED_AND_SAMPLED =
      """
      {"PK":{"S":"TYPE#llm_trace"},"SK":{"S":"2026-11-23T10:00:01.000Z#2"},
       "timestamp":{"S":"2026-11-23T10:00:01.000Z"},"agent_slug":{"S":"sre"},
       "latency_ms":{"N":"9"},"status":{"S":"error"},"sample_weight":{"N":"4"}}""";
  private static final String RUN =
      """
      {"PK":{"S":"TYPE#run"},"SK":{"S":"r"},"agent_slug":{"S":"cto"}}""";

  @TempDir private Path folder;

  @Test
  void read_exportToS3_hasItsCalls() throws IOException {
    Path file = folder.resolve("export.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      String line = "{\"Item\":%s}%n";
      out.write(
          (line.formatted(CALL) + line.formatted(RUN) + line.formatted(FAILED_AND_SAMPLED))
              .getBytes(UTF_8));
    }

    assertThat(TableExport.read(file).calls())
        .containsExactly(
            RecordedCall.of(
                Instant.parse("2026-11-23T10:00:00Z"), "cto", 1500, new BigDecimal("0.0125")),
            new RecordedCall(
                Instant.parse("2026-11-23T10:00:01Z"), "sre", 9, null, true, new BigDecimal(4)));
  }

  @Test
  void read_outputOfAScan_hasItsCalls() throws IOException {
    Path file = folder.resolve("scan.json");
    Files.writeString(file, "{\"Count\":2,\"Items\":[%s,%s]}".formatted(CALL, RUN));

    assertThat(TableExport.read(file).calls()).hasSize(1);
  }

  /** An existing table is read by all other commands; the rehearsal once refused it. */
  @Test
  void read_itemsOfAnotherWriter_haveTheTimeOfTheirKey() throws IOException {
    Path file = folder.resolve("other.json");
    Files.writeString(
        file,
        """
        {"Items":[{"PK":{"S":"TYPE#llm_trace"},"SK":{"S":"2026-11-23T10:00:00.000Z#1"},
                   "agent_slug":{"S":"cto"}},
                  {"PK":{"S":"TYPE#llm_trace"},"SK":{"S":"soon#2"}}]}
        """);

    TableExport export = TableExport.read(file);

    assertThat(export.calls())
        .containsExactly(
            new RecordedCall(
                Instant.parse("2026-11-23T10:00:00Z"), "cto", 0, null, false, BigDecimal.ONE));
    assertThat(export.withoutTime()).isEqualTo(1);
  }

  @Test
  void read_brokenCall_isNamed() throws IOException {
    Path file = folder.resolve("broken.json");
    Files.writeString(file, "{\"Item\":" + CALL.replace("1500", "soon") + "}");

    assertThatIOException()
        .isThrownBy(() -> TableExport.read(file))
        .withMessageContaining("2026-11-23T10:00:00.000Z#1");
  }
}
