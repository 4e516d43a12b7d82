// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.cli.options.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrafficRecordingTest {
  private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

  @TempDir private Path folder;

  @Test
  void workload_recordedCalls_keepsSizesAndDistancesAndEndsNow() throws IOException {
    Path file =
        file(
            TrafficRecording.HEADER,
            "2023-11-16 18:15:46.6805900,374,44",
            "",
            "2023-11-16 18:15:50.9951690,396,109",
            "2023-11-16T18:16:46.6805900Z,0,7");

    List<CallReport> calls = calls(TrafficRecording.read(file, 100).replay(traffic(), NOW));

    assertThat(calls).extracting(CallReport::inputTokens).containsExactly(374L, 396L, 0L);
    assertThat(calls).extracting(CallReport::outputTokens).containsExactly(44L, 109L, 7L);
    assertThat(calls)
        .extracting(CallReport::timestamp)
        .containsExactly(NOW.minusSeconds(60), NOW.minusNanos(55_685_421_000L), NOW);
    assertThat(calls).allSatisfy(call -> assertThat(call.latencyMillis()).isPositive());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFFTIMESTAMP,ContextTokens,GeneratedTokens",
        "\"TIMESTAMP\",\"ContextTokens\",\"GeneratedTokens\"",
        "\uFEFF\"TIMESTAMP\",\"ContextTokens\",\"GeneratedTokens\"",
        "TIMESTAMP,ContextTokens,GeneratedTokens\r",
      })
  void read_headerOfASpreadsheet_isTheHeader(String header) throws IOException {
    Path file = file(header, "\"2023-11-16 18:15:46\",\"1\",2");

    assertThat(TrafficRecording.read(file, 100).size()).isEqualTo(1);
  }

  @Test
  void read_limit_takesTheFirstCalls() throws IOException {
    Path file = file(TrafficRecording.HEADER, "2023-11-16 18:15:46,1,2", "2023-11-16 18:15:47,3,4");

    Traffic traffic = TrafficRecording.read(file, 1).replay(traffic(), NOW);

    assertThat(traffic.size()).isEqualTo(1);
    assertThat(calls(traffic)).extracting(CallReport::inputTokens).containsExactly(1L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2023-11-16 18:15:46,1 | 3 columns expected",
        "2023-11-16 18:15:46,1,2,3 | 4 found",
        "2023-13-16 18:15:46,1,2 | TIMESTAMP '2023-13-16 18:15:46'",
        "2023-11-16 18:15:46,one,2 | ContextTokens 'one'",
        "2023-11-16 18:15:46,1,-2 | GeneratedTokens '-2'",
        "2023-11-16 18:15:46,1,1000000001 | from 0 to 1000000000",
      })
  void read_malformedLine_namesFileLineAndFault(String line, String fault) throws IOException {
    Path file = file(TrafficRecording.HEADER, "2023-11-16 18:15:46,1,2", line);

    assertThatThrownBy(() -> TrafficRecording.read(file, 100))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(file + ":3: ")
        .hasMessageContaining(fault);
  }

  @Test
  void read_otherHeader_namesTheExpectedOne() throws IOException {
    Path file = file("time,in,out");

    assertThatThrownBy(() -> TrafficRecording.read(file, 100))
        .hasMessageContaining(":1: ")
        .hasMessageContaining(TrafficRecording.HEADER);
  }

  @Test
  void read_noCall_saysSo() throws IOException {
    Path file = file(TrafficRecording.HEADER);

    assertThatThrownBy(() -> TrafficRecording.read(file, 100))
        .hasMessageContaining("it contains no calls");
  }

  @Test
  void read_missingFile_namesIt() {
    Path missing = folder.resolve("nowhere.csv");

    assertThatThrownBy(() -> TrafficRecording.read(missing, 100))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("no such file");
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("traffic.csv"), List.of(lines));
  }

  private static DemoTraffic traffic() {
    return new DemoTraffic(List.of(DemoAgent.of("cto")), new Random(7), new Random(7), 3);
  }

  private static List<CallReport> calls(Traffic traffic) {
    return traffic
        .reports()
        .filter(CallReport.class::isInstance)
        .map(CallReport.class::cast)
        .toList();
  }
}
