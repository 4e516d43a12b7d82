// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The CloudWatch alarms of one agent, in addition to its limits. A null threshold creates no alarm.
 *
 * @param slug the slug of the agent
 * @param latencyP95 the highest 95th percentile of a call's latency
 * @param failedPercent the highest share of failed calls in 15 minutes
 * @param minimumCalls the share is evaluated for at least this many calls in 15 minutes
 * @param hourUsd the highest cost in an hour, in US dollars
 * @param dayUsd the highest cost in 24 hours, in US dollars
 */
public record AgentAlarmSettings(
    String slug,
    @Nullable Duration latencyP95,
    @Nullable BigDecimal failedPercent,
    int minimumCalls,
    @Nullable BigDecimal hourUsd,
    @Nullable BigDecimal dayUsd) {

  private static final String SLUG = "[a-z0-9][a-z0-9._-]{0,63}";

  /** Checks the slug and the ranges. */
  public AgentAlarmSettings {
    if (!slug.matches(SLUG)) {
      throw new IllegalArgumentException("slug must match " + SLUG + ", not " + slug);
    }
    Checks.range("minimumCalls", minimumCalls, 1, 1_000_000);
    if (latencyP95 != null) {
      Checks.range("latencyP95 in milliseconds", latencyP95.toMillis(), 1, 86_400_000);
    }
    positive("failedPercent", failedPercent);
    positive("hourUsd", hourUsd);
    positive("dayUsd", dayUsd);
  }

  /** Whether any threshold is set. */
  public boolean hasAlarms() {
    return latencyP95 != null || failedPercent != null || hourUsd != null || dayUsd != null;
  }

  private static void positive(String name, @Nullable BigDecimal amount) {
    if (amount != null && amount.signum() <= 0) {
      throw new IllegalArgumentException(name + " must be above 0, not " + amount);
    }
  }
}
