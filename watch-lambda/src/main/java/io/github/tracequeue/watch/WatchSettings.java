// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.watch.limit.LimitSettings;
import io.github.tracequeue.watch.notice.Links;
import io.github.tracequeue.watch.notice.NotifyTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the function.
 *
 * @param table the table, with the same options as in the consumer
 * @param metricsNamespace the CloudWatch namespace
 * @param limits the limits of all agents
 * @param targets the topics for notices
 * @param links the links in notices
 */
record WatchSettings(
    TableOptions table,
    String metricsNamespace,
    LimitSettings limits,
    List<NotifyTarget> targets,
    Links links) {

  private static final String RUNBOOK = "docs/operations.md";

  WatchSettings {
    targets = List.copyOf(targets);
  }

  /**
   * Reads the environment variables.
   *
   * @throws IllegalArgumentException if a variable is missing or invalid; the message names it
   */
  static WatchSettings fromEnvironment(Map<String, String> environment) {
    String table = environment.getOrDefault("TRACEQUEUE_TABLE", "");
    if (table.isBlank()) {
      throw new IllegalArgumentException("TRACEQUEUE_TABLE is not set");
    }
    return new WatchSettings(
        new TableOptions(
            table,
            new Shards(number(environment, "TRACEQUEUE_SHARDS", 1, 1_000)),
            Duration.ofDays(number(environment, "TRACEQUEUE_TTL_DAYS", 30, 36_500))),
        environment.getOrDefault("TRACEQUEUE_METRICS_NAMESPACE", "Tracequeue"),
        limits(environment.get("TRACEQUEUE_LIMITS_FILE")),
        targets(environment.getOrDefault("TRACEQUEUE_NOTIFY", "")),
        new Links(
            environment.getOrDefault("TRACEQUEUE_PIPELINE", "Tracequeue"),
            table,
            environment.getOrDefault("AWS_REGION", ""),
            environment.getOrDefault("TRACEQUEUE_RUNBOOK_URL", RUNBOOK),
            environment.get("TRACEQUEUE_VIEWER_URL")));
  }

  private static LimitSettings limits(@Nullable String file) {
    if (file == null || file.isBlank()) {
      return LimitSettings.defaults();
    }
    try {
      return LimitSettings.parse(Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("TRACEQUEUE_LIMITS_FILE cannot be read: " + file, e);
    }
  }

  private static List<NotifyTarget> targets(String text) {
    try {
      return NotifyTarget.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("TRACEQUEUE_NOTIFY: " + e.getMessage(), e);
    }
  }

  private static int number(Map<String, String> environment, String name, int absent, int max) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      return absent;
    }
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the limits.
    }
    throw new IllegalArgumentException(
        name + " must be a whole number of 1 to " + max + ", not " + value);
  }
}
