// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An agent and the thresholds of its alarms; an absent threshold is an absent alarm.
 *
 * @param slug the agent's name as in its traces
 * @param latencyP95 the 95th percentile of a call's latency that is still fine
 * @param errorRate the share of failed calls that is still fine
 * @param costPerHourUsd what it may cost in any hour, US dollars
 * @param budget24hUsd what it may cost in any 24 hours, US dollars: told at 80 %, paged at 100 %
 * @param schedule when it is expected to run
 * @param promptChanged whether a change of its prompt is told; not for one whose calls differ
 *     anyway
 */
public record AgentSettings(
    String slug,
    @Nullable Duration latencyP95,
    @Nullable ErrorRate errorRate,
    @Nullable BigDecimal costPerHourUsd,
    @Nullable BigDecimal budget24hUsd,
    @Nullable RunSchedule schedule,
    boolean promptChanged) {

  private static final String SLUG = "[a-z0-9][a-z0-9._-]{0,63}";

  /** Checks the slug and the amounts. */
  public AgentSettings {
    if (!slug.matches(SLUG)) {
      throw new IllegalArgumentException("slug must match " + SLUG + ", not " + slug);
    }
    positive("costPerHourUsd", costPerHourUsd);
    positive("budget24hUsd", budget24hUsd);
    if (latencyP95 != null) {
      Checks.range("latencyP95 in milliseconds", latencyP95.toMillis(), 1, 86_400_000);
    }
  }

  private static void positive(String name, @Nullable BigDecimal amount) {
    if (amount != null && amount.signum() <= 0) {
      throw new IllegalArgumentException(name + " must be above 0, not " + amount);
    }
  }

  /**
   * A share of failed calls, judged only where there are enough of them.
   *
   * @param percent above 0, at most 100
   * @param minimumCalls calls in a window below which nothing is judged
   * @param window the time over which calls are counted, whole minutes, 1 minute to 1 day
   */
  public record ErrorRate(BigDecimal percent, int minimumCalls, Duration window) {

    /** Checks the ranges. */
    public ErrorRate {
      if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
        throw new IllegalArgumentException("percent must be above 0, at most 100, not " + percent);
      }
      Checks.range("minimumCalls", minimumCalls, 1, 1_000_000);
      Checks.range("window in minutes", window.toMinutes(), 1, 24 * 60);
    }
  }
}
