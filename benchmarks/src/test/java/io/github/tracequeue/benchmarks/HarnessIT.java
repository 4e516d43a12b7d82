// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @EnumSource(ConsumerPart.Table.class)
  void consumerCost_ofEachHandler_storesAll(ConsumerPart.Table table) throws Exception {
    for (String how : List.of("consumer", "baseline", "plain", "envelope", "items")) {
      Rows rows = new Rows();

      ConsumerPart.cost(lab(), how, table, 10, "a", "b", rows);

      assertThat(value(rows, "stored")).as(how).isEqualTo(100);
      assertThat(value(rows, "CPU a call")).as(how).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens", "metrics"})
  void consumerCost_ofAPart_isMeasured(String how) throws Exception {
    Rows rows = new Rows();

    ConsumerPart.cost(lab(), how, ConsumerPart.Table.MEMORY, 10, "a", "b", rows);

    assertThat(value(rows, "CPU a call")).isPositive();
  }

  @Test
  void coldStart_ofEachFunction_storesAll() throws Exception {
    assertThat(ConsumerPart.coldStart(lab()))
        .filteredOn(row -> row.metric().equals("stored"))
        .hasSize(3)
        .allMatch(row -> row.lowest() == 100);
  }

  @Test
  void agents_withTheBackendDownForAMoment_loseNothing() throws Exception {
    Rows rows = new Rows();

    EndToEndPart.measure(lab(), Subject.TRACEQUEUE, 3, rows);

    assertThat(value(rows, "lost")).isZero();
    assertThat(value(rows, "lost by its own count")).isZero();
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
