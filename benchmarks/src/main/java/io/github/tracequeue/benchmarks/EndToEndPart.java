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
  static final String DOWN = "backend down";
  static final String WHOLE = "whole run";

  /** The duration of a call to the backend in microseconds. */
  static final int DELAY_MICROS = 5_000;

  static final int RATE = 400;

  private EndToEndPart() {}

  static int secondsDown(Lab lab) {
    return lab.either(3, 10);
  }

  static List<Row> measure(Lab lab) throws IOException, InterruptedException {
    Rows rows = new Rows();
    for (int fork = 0; fork < lab.either(1, 2); fork++) {
      for (Subject subject :
          List.of(Subject.TRACEQUEUE, Subject.OPENTELEMETRY, Subject.SYNC_DYNAMODB)) {
        lab.say(subject.title() + ", fork " + (fork + 1));
        measure(lab, subject, rows);
      }
    }
    return rows.all();
  }

  static void measure(Lab lab, Subject subject, Rows rows)
      throws IOException, InterruptedException {
    JsonNode result =
        Fork.run(
            AgentsRun.class,
            List.of("-Xmx512m"),
            Duration.ofMinutes(4),
            subject,
            lab.sink().url(),
            DELAY_MICROS,
            RATE,
            lab.either(1, 3),
            lab.either(3, 10),
            secondsDown(lab),
            lab.either(3, 10));
    String who = subject.title();
    waits(rows, who, UP, result.get("up"));
    waits(rows, who, DOWN, result.get("down"));
    double handed = result.get("handed").asDouble();
    double delivered = result.get("delivered").asDouble();
    rows.add(who, WHOLE, "calls", "", handed);
    rows.add(who, WHOLE, "lost", "", handed - delivered);
    rows.add(who, WHOLE, "delivered", "%", 100 * delivered / handed);
    rows.add(who, WHOLE, "without text", "", result.get("degraded").asDouble());
    rows.add(who, WHOLE, "CPU a call", "µs", result.get("cpuMicros").asDouble());
    double perMillion = 1e6 / Math.max(1, delivered);
    double requests = result.get("requests").asDouble() * perMillion;
    rows.add(who, WHOLE, "requests a million calls", "", requests);
    double chunks = result.get("chunks").asDouble() * perMillion;
    rows.add(who, WHOLE, "64 KiB chunks a million calls", "", chunks);
  }

  private static void waits(Rows rows, String who, String condition, JsonNode waits) {
    rows.add(who, condition, "median wait", "µs", waits.get("p50").asDouble() / 1e3);
    rows.add(who, condition, "p99 wait", "µs", waits.get("p99").asDouble() / 1e3);
    rows.add(who, condition, "p99.9 wait", "µs", waits.get("p999").asDouble() / 1e3);
    rows.add(who, condition, "longest wait", "µs", waits.get("max").asDouble() / 1e3);
  }
}
