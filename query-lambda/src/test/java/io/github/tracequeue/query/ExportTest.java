// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExportTest {

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final TestTable table = TestTable.empty();

  @Test
  void export_ndjson_holdsEachCallAsTheListTellsIt() throws IOException {
    fill(1_030);
    List<String> lines = export("format=ndjson").lines().toList();

    JsonNode list = ApiSchema.get(table.api(), "/traces", "limit=1000").required("traces");

    assertThat(lines).hasSize(1_030);
    for (int i = 0; i < list.size(); i++) {
      assertThat(ApiSchema.MAPPER.readTree(lines.get(i))).isEqualTo(list.get(i));
    }
  }

  @Test
  void export_csv_holdsEachCallOnceUnderOneHeader() throws IOException {
    fill(1_030);
    List<String> lines = export("format=csv&agent=cto").lines().toList();

    assertThat(lines.get(0)).startsWith("timestamp,event_id,agent_slug,");
    assertThat(lines.subList(1, lines.size())).hasSize(1_030).doesNotHaveDuplicates();
  }

  @Test
  void export_filterAndLimit_holdWhatTheListHolds() throws IOException {
    fill(20);
    table.put(new Calls().error("overloaded").at(now.plusMillis(1)));

    assertThat(export("format=ndjson&status=error").lines()).hasSize(1);
    assertThat(export("format=ndjson&limit=7").lines()).hasSize(7);
  }

  /** A function would run out of its 15 seconds; the next part goes on where this one ended. */
  @Test
  void export_buffered_rareFilter_endsEarlyWithALink() throws IOException {
    table.put(new Calls().error("overloaded").at(now.minusSeconds(30_000)));
    fill(150);
    ExportRoute buffering =
        new ExportRoute(table.context(AlarmSource.NONE, false, InstantSource.system()), 100);

    ApiResponse first = buffering.export(ApiRequest.get("/export", "format=ndjson&status=error"));
    String link = Objects.requireNonNull(first.headers().get("Link"));
    ApiResponse rest =
        buffering.export(
            ApiRequest.get("/export", link.substring(link.indexOf('?') + 1, link.indexOf('>'))));

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body()).isEmpty();
    assertThat(new String(rest.body(), StandardCharsets.UTF_8).lines()).hasSize(1);
    assertThat(rest.headers()).doesNotContainKey("Link");
    assertThat(export("format=ndjson&status=error").lines()).as("streamed").hasSize(1);
  }

  @Test
  void export_readerGone_endsWithIt() {
    fill(2_000);
    ApiResponse.BodyWriter stream =
        Objects.requireNonNull(
            table.api().handle(ApiRequest.get("/export", "format=ndjson")).stream());
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };

    assertThatThrownBy(() -> stream.writeTo(gone)).hasRootCauseMessage("gone");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain | plain",
        "a,b | \"a,b\"",
        "say \"no\" | \"say \"\"no\"\"\"",
        "=1+2 | '=1+2",
        "@SUM(A1) | '@SUM(A1)",
        "+1 | '+1",
        "-1 | '-1",
      })
  void quoted_text_isNeitherAFormulaNorTwoFields(String text, String field) {
    assertThat(CallCsv.quoted(text)).isEqualTo(field);
  }

  private void fill(int calls) {
    BulkCalls bulk =
        BulkCalls.like(
            DynamoDbLocal.client(),
            table.name,
            table.put(new Calls().decision("a, \"b\"\nc").tags(Map.of("team", "x")).at(now)));
    bulk.write(1, calls, (i, item) -> BulkCalls.key(item, i, "cto", now.minusSeconds(i)));
  }

  private String export(String query) throws IOException {
    ApiResponse response = table.api().handle(ApiRequest.get("/export", query));
    assertThat(response.status()).isEqualTo(200);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Objects.requireNonNull(response.stream()).writeTo(out);
    String text = out.toString(StandardCharsets.UTF_8);
    return text.replace("\"a, \"\"b\"\"\nc\"", "quoted");
  }
}
