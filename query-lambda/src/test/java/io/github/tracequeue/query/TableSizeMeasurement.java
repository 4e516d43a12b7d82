// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whether the first page costs more when the table holds more. Takes minutes, so it is run by name
 * ({@code -Dtest=TableSizeMeasurement}) and not by the gate; {@code docs/api.md} has its figures.
 */
final class TableSizeMeasurement {

  private static final int[] SIZES = {1_000, 100_000, 1_000_000};
  private static final double MOST = 1.2;
  private static final int WRITERS = 4;
  private static final int WARM_UP = 100;
  private static final int ROUNDS = 300;

  private static final Map<String, String> QUESTIONS = questions();

  private final Instant now = Instant.now();

  @Test
  void firstPage_aThousandTimesTheItems_costsTheSame() {
    List<QueryApi> apis = Arrays.stream(SIZES).mapToObj(this::filled).toList();
    QUESTIONS.forEach((name, query) -> compare(name, query, apis));
  }

  private static void compare(String name, String query, List<QueryApi> apis) {
    long[][] nanos = new long[SIZES.length][ROUNDS];
    double[] units = new double[SIZES.length];
    // In turns, so that whatever else this machine does slows all of them.
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (int i = 0; i < SIZES.length; i++) {
        long start = System.nanoTime();
        ApiResponse response = apis.get(i).handle(ApiRequest.get("/traces", query));
        if (round >= 0) {
          nanos[i][round] = System.nanoTime() - start;
        }
        JsonNode answer = ApiSchema.body(response);
        assertThat(answer.required("traces")).hasSize(50);
        assertThat(answer.at("/stats/count").asInt()).isEqualTo(50);
        units[i] = answer.at("/read/capacity_units").asDouble();
      }
    }
    double[] millis =
        Arrays.stream(nanos).mapToDouble(TableSizeMeasurement::medianMillis).toArray();
    for (int i = 0; i < SIZES.length; i++) {
      System.out.printf(
          "%-22s %,9d items: %5.1f read units, median %.2f ms%n",
          name, SIZES[i], units[i], millis[i]);
    }
    int last = SIZES.length - 1;
    assertThat(units[last] / units[0]).as("read units, " + name).isLessThanOrEqualTo(MOST);
    assertThat(millis[last] / millis[0]).as("time, " + name).isLessThanOrEqualTo(MOST);
  }

  private static double medianMillis(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1e6;
  }

  /** A table of calls a few seconds apart, by four agents, one in 16 of them failed. */
  private QueryApi filled(int size) {
    TestTable table = TestTable.empty();
    BulkCalls ok =
        BulkCalls.like(
            DynamoDbLocal.client(),
            table.name,
            table.put(
                new Calls()
                    .run("r-1")
                    .prompt("8e0c1f95df58011e")
                    .decision("Approve the upgrade: all checks pass.")
                    .at(now.minusSeconds(1))));
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, WRITERS)
            .mapToObj(w -> CompletableFuture.runAsync(() -> write(ok, size, w)))
            .toList();
    writers.forEach(CompletableFuture::join);
    return table.api();
  }

  private void write(BulkCalls calls, int size, int writer) {
    long first = (long) size * writer / WRITERS;
    long end = (long) size * (writer + 1) / WRITERS;
    calls.write(
        (int) Math.max(1, first),
        (int) end,
        (i, item) -> {
          BulkCalls.key(item, i, "agent-" + i % 4, now.minus(Duration.ofSeconds(2L * i)));
          if (i % 16 == 0) {
            BulkCalls.fail(item);
          }
        });
  }

  private static Map<String, String> questions() {
    Map<String, String> questions = new LinkedHashMap<>();
    questions.put("all agents", "");
    questions.put("one agent", "agent=agent-1");
    questions.put("errors of all agents", "status=error");
    return questions;
  }
}
