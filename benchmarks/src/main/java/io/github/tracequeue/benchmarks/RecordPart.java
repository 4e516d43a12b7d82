// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The time of {@code record} and its counterparts, at the rates of slow and fast agents. */
final class RecordPart {
  /** The calls per second of each agent, from a typical agent to a busy loop. */
  static final List<Integer> RATES = List.of(20, 200, 1_000, 10_000);

  static final int MOST_AGENTS = 2;

  private RecordPart() {}

  /**
   * A rate to measure.
   *
   * @param rate the calls per second of each agent
   * @param agents the number of threads
   * @param seconds the seconds to measure
   */
  record Pace(int rate, int agents, int seconds) {
    String title() {
      return String.format(
          Locale.ROOT, "%,d calls/s, %d agent%s", rate, agents, agents == 1 ? "" : "s");
    }

    /** Formats the rate as an argument of {@link RecordRun}. */
    @Override
    public String toString() {
      return rate + "x" + agents + "x" + seconds;
    }

    static Pace parse(String text) {
      String[] parts = text.split("x", -1);
      return new Pace(
          Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
  }

  /** All rates. Each subject runs in its own process, one after the other. */
  static List<Row> paced(Lab lab) throws IOException, InterruptedException {
    List<Pace> paces = new ArrayList<>();
    for (int rate : RATES) {
      for (int agents = 1; agents <= MOST_AGENTS; agents++) {
        paces.add(new Pace(rate, agents, lab.either(1, seconds(rate))));
      }
    }
    Rows rows = new Rows();
    for (int fork = 0; fork < lab.either(1, 3); fork++) {
      for (Subject subject :
          List.of(Subject.NOTHING, Subject.TRACEQUEUE, Subject.OPENTELEMETRY, Subject.ZIPKIN)) {
        lab.say(subject.title() + ", fork " + (fork + 1));
        measure(lab, subject, Condition.HEALTHY, paces, rows);
      }
    }
    return rows.all();
  }

  /** The fastest rate while no call can be delivered. */
  static List<Row> undeliverable(Lab lab) throws IOException, InterruptedException {
    int seconds = lab.either(1, 3);
    List<Pace> paces = List.of(new Pace(10_000, 1, seconds), new Pace(10_000, 2, seconds));
    Rows rows = new Rows();
    for (int fork = 0; fork < lab.either(1, 3); fork++) {
      for (Condition condition :
          List.of(
              Condition.SILENT_SINK, Condition.SILENT_SINK_BOUNDED, Condition.SLOW_CREDENTIALS)) {
        lab.say(condition.title() + ", fork " + (fork + 1));
        measure(lab, Subject.TRACEQUEUE, condition, paces, rows);
        if (condition != Condition.SILENT_SINK_BOUNDED) {
          measure(lab, Subject.BATCH_MANAGER, condition, paces.subList(0, 1), rows);
        }
      }
    }
    return rows.all();
  }

  /** Enough calls for a percentile, in a limited time. */
  private static int seconds(int rate) {
    return rate >= 10_000 ? 3 : rate >= 1_000 ? 4 : rate >= 200 ? 6 : 12;
  }

  static void measure(Lab lab, Subject subject, Condition condition, List<Pace> paces, Rows rows)
      throws IOException, InterruptedException {
    // Fast rates first, because they warm up the JVM for the slow ones.
    List<Pace> order = new ArrayList<>(paces);
    Collections.reverse(order);
    JsonNode results =
        Fork.run(
            RecordRun.class,
            List.of("-Xmx1g"),
            Duration.ofMinutes(5),
            Stream.concat(
                    Stream.of(subject, lab.sink().url(), condition, lab.either(1, 3)),
                    order.stream())
                .toArray());
    for (Pace pace : paces) {
      JsonNode result = results.get(pace.toString());
      String who = subject.title();
      String under =
          (condition == Condition.HEALTHY ? "" : condition.title() + ", ") + pace.title();
      for (String metric : List.of("median", "mean", "p99", "longest")) {
        rows.add(who, under, metric, "ns", result.get(metric).asDouble());
      }
      double calls = result.get("calls").asDouble();
      rows.add(who, under, "accepted", "%", 100 * result.get("accepted").asDouble() / calls);
      if (condition == Condition.HEALTHY && subject != Subject.NOTHING) {
        rows.add(who, under, "delivered", "%", 100 * result.get("delivered").asDouble() / calls);
      }
    }
  }
}
