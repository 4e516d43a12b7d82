// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an alarm stands.
 *
 * @param name unique among the alarms
 * @param state as CloudWatch has it
 * @param since when it got into this state; null where that is not known
 * @param reason why, in one sentence
 * @param agentSlug the agent it watches; null for one that watches the pipeline
 * @param description what it means and what to do
 */
public record AlarmState(
    String name,
    State state,
    @Nullable Instant since,
    String reason,
    @Nullable String agentSlug,
    String description) {

  /** CloudWatch's three states. */
  public enum State {
    ALARM,
    INSUFFICIENT_DATA,
    OK
  }
}
