// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Sustained delivery to a sink, and the client under overload. */
final class DeliveryPart {
  static final String SUSTAINED = "as fast as taken";
  static final String OVERLOAD = "5 times what the sink takes, -Xmx64m";

  private DeliveryPart() {}

  static List<Row> sustained(Lab lab) throws IOException, InterruptedException {
    Rows rows = new Rows();
    for (int fork = 0; fork < lab.either(1, 5); fork++) {
      for (Subject subject :
          List.of(
              Subject.TRACEQUEUE, Subject.BATCH_MANAGER, Subject.OPENTELEMETRY, Subject.ZIPKIN)) {
        lab.say(subject.title() + ", fork " + (fork + 1));
        sustained(lab, subject, rows);
      }
    }
    return rows.all();
  }

  static void sustained(Lab lab, Subject subject, Rows rows)
      throws IOException, InterruptedException {
    JsonNode result =
        Fork.run(
            DeliveryRun.class,
            List.of("-Xmx512m"),
            Duration.ofSeconds(90),
            subject,
            lab.sink().url(),
            lab.either(1, 3),
            lab.either(2_000, 20_000),
            lab.either(1, 5));
    double delivered = result.get("delivered").asDouble();
    String who = subject.title();
    double rate = delivered / result.get("seconds").asDouble();
    rows.add(who, SUSTAINED, "calls delivered", "/s", rate);
    double cpu = result.get("cpuMicros").asDouble() / delivered;
    rows.add(who, SUSTAINED, "CPU a call", "µs", cpu);
    double each = delivered / Math.max(1, result.get("requests").asDouble());
    rows.add(who, SUSTAINED, "calls a request", "", each);
    double share = 100 * delivered / result.get("handed").asDouble();
    rows.add(who, SUSTAINED, "delivered", "%", share);
  }

  static List<Row> overload(Lab lab) throws IOException, InterruptedException {
    Rows rows = new Rows();
    for (int fork = 0; fork < lab.either(1, 3); fork++) {
      lab.say("fork " + (fork + 1));
      JsonNode result =
          Fork.run(
              OverloadRun.class,
              List.of("-Xmx64m"),
              Duration.ofSeconds(90),
              lab.sink().url(),
              2_000,
              lab.either(2, 15));
      double handed = result.get("handed").asDouble();
      String who = Subject.TRACEQUEUE.title();
      rows.add(who, OVERLOAD, "calls", "/s", handed / result.get("seconds").asDouble());
      rows.add(who, OVERLOAD, "delivered", "%", 100 * result.get("delivered").asDouble() / handed);
      rows.add(who, OVERLOAD, "refused", "%", 100 * result.get("dropped").asDouble() / handed);
      rows.add(
          who, OVERLOAD, "without text", "%", 100 * result.get("degraded").asDouble() / handed);
      rows.add(who, OVERLOAD, "accounts taken", "", result.get("samples").asDouble());
      rows.add(who, OVERLOAD, "accounts wrong", "", result.get("wrong").asDouble());
      rows.add(who, OVERLOAD, "sink agrees", "", result.get("sinkAgrees").asDouble());
      rows.add(who, OVERLOAD, "highest heap", "MB", result.get("heapBytes").asDouble() / 1e6);
    }
    return rows.all();
  }
}
