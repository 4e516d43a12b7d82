// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call of a model, of which alarms need to know.
 *
 * @param time when it began
 * @param agent slug of the agent that made it
 * @param latencyMillis how long it took
 * @param costUsd US dollars; null where no price is known
 * @param failed whether it failed
 * @param weight how many calls it stands for, 1 unless storage was sampled
 */
public record RecordedCall(
    Instant time,
    String agent,
    long latencyMillis,
    @Nullable BigDecimal costUsd,
    boolean failed,
    BigDecimal weight) {

  /** Checks that nothing is negative. */
  public RecordedCall {
    requireNonNull(time, "time");
    requireNonNull(agent, "agent");
    if (latencyMillis < 0 || weight.signum() <= 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "latencyMillis %d, weight %s", latencyMillis, weight));
    }
  }

  /** A call that stands for itself. */
  public static RecordedCall of(
      Instant time, String agent, long latencyMillis, BigDecimal costUsd) {
    return new RecordedCall(time, agent, latencyMillis, costUsd, false, BigDecimal.ONE);
  }
}
