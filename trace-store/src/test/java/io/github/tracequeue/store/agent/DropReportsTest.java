// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.agent.DropReports.Report;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DropReportsTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final DropReports reports =
      DropReports.create(
          DynamoDbLocal.client(),
          new TableOptions(
              DynamoDbLocal.newTable(TableSchema::createTableRequest),
              Shards.ONE,
              Duration.ofDays(30)));

  @Test
  void put_sameMessageTwice_countsOnce() {
    Report report = new Report(NOON, "m-1", "sre-7f9c", Map.of("queue_full", 3L, "too_large", 1L));
    reports.put(report);
    reports.put(report);

    assertThat(reports.between(NOON, NOON.plusSeconds(1))).containsExactly(report);
    assertThat(report.total()).isEqualTo(4);
  }

  @Test
  void between_otherTimes_areLeftOut() {
    Report first = new Report(NOON, "m-1", null, Map.of("queue_full", 1L));
    reports.put(first);
    reports.put(new Report(NOON.plusSeconds(10), "m-2", null, Map.of("queue_full", 1L)));

    assertThat(reports.between(NOON, NOON.plusSeconds(10))).containsExactly(first);
    assertThat(reports.between(NOON.minusSeconds(10), NOON)).isEmpty();
  }
}
