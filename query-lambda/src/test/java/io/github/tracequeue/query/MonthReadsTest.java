// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.rollup.SyntheticRollups;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a page reads does not grow with the number of calls. */
@EnabledIfSystemProperty(named = "long.tests", matches = "true", disabledReason = "takes long")
final class MonthReadsTest {

  private static final List<Integer> CALLS = List.of(1_000, 100_000, 1_000_000);
  private static final int AGENTS = 5;
  private static final int DAYS = 62;
  private static final double OVERVIEW_UNITS = 60;

  private static final Map<String, String> PAGES = pages();

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @Test
  void pages_aThousandTimesTheCalls_readTheSame() {
    Map<String, List<Double>> units = new LinkedHashMap<>();
    for (int calls : CALLS) {
      QueryApi api = filled(calls);
      PAGES.forEach(
          (page, request) -> {
            int mark = request.indexOf('?');
            String path = mark < 0 ? request : request.substring(0, mark);
            String query = mark < 0 ? "" : request.substring(mark + 1);
            JsonNode answer = ApiSchema.body(api.handle(ApiRequest.get(path, query)));
            double used = answer.at("/read/capacity_units").asDouble();
            System.out.printf(
                Locale.ROOT, "%-28s %,9d calls: %5.1f read units%n", page, calls, used);
            units.computeIfAbsent(page, p -> new ArrayList<>()).add(used);
            if (page.equals("overview")) {
              assertThat(answer.required("agents")).hasSize(AGENTS);
              assertThat(answer.at("/total/count").asInt()).isGreaterThan(calls / 3);
            }
          });
    }
    assertThat(requireNonNull(units.get("overview"))).allMatch(used -> used <= OVERVIEW_UNITS);
    // A sketch of many calls has more and longer counters than one of a few, but not without end:
    // ten times the calls of a busy month cost a third more.
    units.forEach(
        (page, used) ->
            assertThat(used.get(2)).as(page).isLessThanOrEqualTo(4.0 / 3 * used.get(1) + 1));
  }

  private QueryApi filled(int count) {
    TestTable table = TestTable.empty();
    Random random = new Random(7);
    AgentRecords records = AgentRecords.create(DynamoDbLocal.client(), table.name, () -> now);
    Stream<StoredTrace> calls =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  StoredTrace call = call(i, count, random);
                  if (i < AGENTS) {
                    records.noteCall(call);
                  }
                  return call;
                });
    SyntheticRollups.write(DynamoDbLocal.client(), table.name, calls, now);
    return table.api(AlarmSource.NONE, true, InstantSource.fixed(now));
  }

  /** The calls from the newest to the oldest. */
  private StoredTrace call(int index, int count, Random random) {
    int agent = index % AGENTS;
    return new Calls()
        .agent("agent-" + agent)
        .model(agent == 0 && index % 2 == 0 ? "claude-opus-4-5" : "claude-haiku-4-5")
        .prompt(String.format("%016x", agent))
        .latency((long) (1_500 * Math.exp(0.7 * random.nextGaussian())))
        .cost("0.00" + (1 + random.nextInt(9_999)))
        .decision("Approve the upgrade: all checks pass.")
        .at(now.minusMillis((long) index * DAYS * 86_400_000L / count));
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "/agents");
    pages.put("overview, 24 hours", "/agents?since=24h");
    pages.put("agent", "/agents/agent-1");
    pages.put("spend by model", "/spend?by=model");
    pages.put("spend by agent", "/spend?by=agent");
    pages.put("latency", "/latency");
    pages.put("limits", "/limits");
    return pages;
  }
}
