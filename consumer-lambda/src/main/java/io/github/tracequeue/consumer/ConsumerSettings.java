// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.TableOptions;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The function's settings.
 *
 * @param table the table and how it is written
 * @param quarantineQueueUrl where rejected messages go
 * @param metricsNamespace CloudWatch's namespace
 * @param maxAgents how many values the metrics' dimension {@code Agent} may take in one process
 */
record ConsumerSettings(
    TableOptions table, String quarantineQueueUrl, String metricsNamespace, int maxAgents) {

  /** Reads the function's environment; a missing or malformed variable is named. */
  static ConsumerSettings fromEnvironment(Map<String, String> environment) {
    return new ConsumerSettings(
        new TableOptions(
            required(environment, "TRACEQUEUE_TABLE"),
            new Shards(number(environment, "TRACEQUEUE_SHARDS", 1, 1, 1_000)),
            Duration.ofDays(number(environment, "TRACEQUEUE_TTL_DAYS", 30, 1, 36_500))),
        required(environment, "TRACEQUEUE_QUARANTINE_QUEUE_URL"),
        text(environment, "TRACEQUEUE_METRICS_NAMESPACE", "Tracequeue"),
        number(environment, "TRACEQUEUE_METRICS_MAX_AGENTS", 100, 1, 10_000));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set");
    }
    return value;
  }

  private static String text(Map<String, String> environment, String name, String absent) {
    @Nullable String value = environment.get(name);
    return value == null || value.isBlank() ? absent : value;
  }

  private static int number(
      Map<String, String> environment, String name, int absent, int min, int max) {
    String value = text(environment, name, Integer.toString(absent));
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with the limits.
    }
    throw new IllegalArgumentException(
        name + " must be a whole number of " + min + " to " + max + ", not " + value);
  }
}
