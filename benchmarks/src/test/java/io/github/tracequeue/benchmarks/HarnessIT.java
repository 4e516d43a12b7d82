// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That each measurement still runs and counts what arrives; nothing about how fast it is. */
final class HarnessIT {
  private static SinkProcess sink;

  @BeforeAll
  static void start() throws IOException {
    sink = SinkProcess.start();
  }

  @AfterAll
  static void stop() {
    sink.close();
  }

  @Test
  void record_twoAgents_arrives() throws Exception {
    Rows rows = new Rows();

    RecordPart.measure(
        lab(),
        Subject.TRACEQUEUE,
        Condition.HEALTHY,
        List.of(new RecordPart.Pace(200, 2, 1)),
        rows);

    assertThat(value(rows, "accepted")).isEqualTo(100);
    assertThat(value(rows, "delivered")).isEqualTo(100);
  }

  @Test
  void delivery_ofEachSubject_arrives() throws Exception {
    for (Subject subject : List.of(Subject.TRACEQUEUE, Subject.ZIPKIN, Subject.OPENTELEMETRY)) {
      Rows rows = new Rows();

      DeliveryPart.sustained(lab(), subject, rows);

      assertThat(value(rows, "delivered")).as(subject.title()).isPositive();
    }
  }

  @Test
  void overload_inASmallHeap_addsUp() throws Exception {
    List<Row> rows = DeliveryPart.overload(lab());

    assertThat(rows)
        .filteredOn(row -> row.metric().equals("accounts wrong"))
        .allMatch(row -> row.highest() == 0);
    assertThat(rows)
        .filteredOn(row -> row.metric().equals("sink agrees"))
        .allMatch(row -> row.lowest() == 1);
  }

  @Test
  void consumerCost_ofEachWay_storesAll() throws Exception {
    Rows rows = new Rows();

    ConsumerPart.cost(lab(), "consumer", 10, "a", "b", rows);
    ConsumerPart.cost(lab(), "baseline", 10, "a", "b", rows);
    ConsumerPart.cost(lab(), "envelope", 10, "a", "b", rows);
    ConsumerPart.cost(lab(), "items", 10, "a", "b", rows);
    ConsumerPart.cost(lab(), "tokens", 10, "a", "b", rows);

    assertThat(value(rows, "stored")).isEqualTo(100);
    assertThat(value(rows, "CPU a call")).isPositive();
  }

  @Test
  void coldStart_ofEachFunction_storesAll() throws Exception {
    assertThat(ConsumerPart.coldStart(lab()))
        .filteredOn(row -> row.metric().equals("stored"))
        .hasSize(2)
        .allMatch(row -> row.lowest() == 100);
  }

  @Test
  void agents_withTheBackendDownForAMoment_loseNothing() throws Exception {
    Rows rows = new Rows();

    EndToEndPart.measure(lab(), Subject.TRACEQUEUE, rows);

    assertThat(value(rows, "lost")).isZero();
  }

  private static double value(Rows rows, String metric) {
    return rows.all().stream()
        .filter(row -> row.metric().equals(metric))
        .findFirst()
        .orElseThrow()
        .median();
  }

  /** The project's root is above the module's folder. */
  private static Lab lab() {
    return new Lab(sink.sink(), Path.of("..").toAbsolutePath().normalize(), true);
  }
}
