// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static io.github.tracequeue.infra.AlarmDefinition.Condition.above;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Alarms of the functions. */
final class FunctionAlarms {
  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 300;
  private static final int CONSUMER_ERROR_PERCENT = 1;
  private static final int QUERY_ERROR_PERCENT = 5;

  private FunctionAlarms() {}

  static List<AlarmDefinition> ofConsumer(FunctionMetrics consumer, Duration timeout) {
    long slowMillis = timeout.toMillis() * 8 / 10;
    return List.of(
        AlarmDefinition.of(
            AlarmKind.CONSUMER_ERRORS,
            String.format(
                Locale.ROOT,
                "More than %d %% of the consumer's invocations fail.",
                CONSUMER_ERROR_PERCENT),
            consumer.errorPercent(MINUTE),
            above(CONSUMER_ERROR_PERCENT).in(2, 3)),
        AlarmDefinition.of(
            AlarmKind.CONSUMER_THROTTLES,
            "Lambda refuses to run the consumer: the account's concurrency is used up.",
            consumer.throttles().sum(MINUTE),
            above(0).in(3, 3)),
        AlarmDefinition.of(
            AlarmKind.CONSUMER_DURATION,
            String.format(
                Locale.ROOT,
                "The slowest 1 %% of the consumer's invocations take over %d ms of the %d ms they may.",
                slowMillis,
                timeout.toMillis()),
            consumer.duration().percentile(99, MINUTE),
            above(slowMillis).in(3, 3)));
  }

  static List<AlarmDefinition> ofQuery(FunctionMetrics query) {
    return List.of(
        AlarmDefinition.of(
            AlarmKind.QUERY_ERRORS,
            String.format(
                Locale.ROOT, "More than %d %% of the viewer's requests fail.", QUERY_ERROR_PERCENT),
            query.errorPercent(FIVE_MINUTES),
            above(QUERY_ERROR_PERCENT).in(2, 3)));
  }
}
