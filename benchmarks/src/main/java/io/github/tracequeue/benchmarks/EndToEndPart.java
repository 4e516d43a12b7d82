// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Compares three ways to record traces of the same agents, with a backend that is down for a while.
 */
final class EndToEndPart {
  static final String UP = "backend works";

  /** The length of the long outage, in seconds. */
  static final int LONG_OUTAGE = 600;

  /** The duration of a call to the backend in microseconds. */
  static final int DELAY_MICROS = 5_000;

  static final int RATE = 400;

  private EndToEndPart() {}

  static String down(int seconds) {
    return "backend down for " + seconds + " s";
  }

  static String whole(int seconds) {
    return "whole run, " + down(seconds);
  }

  static List<Row> measure(Lab lab) throws IOException, InterruptedException {
    return measure(lab, lab.either(1, 2), lab.isQuick() ? List.of(3) : List.of(10, 60));
  }

  /** One fork only: it takes half an hour. */
  static List<Row> measureLongOutage(Lab lab) throws IOException, InterruptedException {
    return measure(lab, 1, List.of(lab.either(20, LONG_OUTAGE)));
  }

  private static List<Row> measure(Lab lab, int forks, List<Integer> outages)
      throws IOException, InterruptedException {
    Rows rows = new Rows();
    for (int fork = 0; fork < forks; fork++) {
      for (int outage : outages) {
        for (Subject subject :
            List.of(Subject.TRACEQUEUE, Subject.OPENTELEMETRY, Subject.SYNC_DYNAMODB)) {
          lab.say(subject.title() + ", " + down(outage) + ", fork " + (fork + 1));
          measure(lab, subject, outage, rows);
        }
      }
    }
    return rows.all();
  }

  static void measure(Lab lab, Subject subject, int outage, Rows rows)
      throws IOException, InterruptedException {
    JsonNode result =
        Fork.run(
            AgentsRun.class,
            List.of("-Xmx512m"),
            Duration.ofMinutes(4).plusSeconds(outage),
            subject,
            lab.sink().url(),
            DELAY_MICROS,
            RATE,
            lab.either(1, 3),
            lab.either(3, 10),
            outage,
            lab.either(3, 10));
    String who = subject.title();
    waits(rows, who, UP, result.get("up"));
    waits(rows, who, down(outage), result.get("down"));
    String whole = whole(outage);
    double handed = result.get("handed").asDouble();
    double delivered = result.get("delivered").asDouble();
    rows.add(who, whole, "calls", "", handed);
    rows.add(who, whole, "lost", "", handed - delivered);
    if (result.get("reportedLost").asLong() >= 0) {
      rows.add(who, whole, "lost by its own count", "", result.get("reportedLost").asDouble());
    }
    rows.add(who, whole, "delivered", "%", 100 * delivered / handed);
    rows.add(who, whole, "without text", "", result.get("degraded").asDouble());
    rows.add(who, whole, "CPU a call", "µs", result.get("cpuMicros").asDouble());
    double perMillion = 1e6 / Math.max(1, delivered);
    double requests = result.get("requests").asDouble() * perMillion;
    rows.add(who, whole, "requests a million calls", "", requests);
    double chunks = result.get("chunks").asDouble() * perMillion;
    rows.add(who, whole, "64 KiB chunks a million calls", "", chunks);
  }

  private static void waits(Rows rows, String who, String condition, JsonNode waits) {
    rows.add(who, condition, "median wait", "µs", waits.get("p50").asDouble() / 1e3);
    rows.add(who, condition, "p99 wait", "µs", waits.get("p99").asDouble() / 1e3);
    rows.add(who, condition, "p99.9 wait", "µs", waits.get("p999").asDouble() / 1e3);
    rows.add(who, condition, "longest wait", "µs", waits.get("max").asDouble() / 1e3);
  }
}
