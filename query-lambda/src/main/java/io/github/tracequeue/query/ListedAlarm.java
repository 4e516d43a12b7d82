// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as the API lists it.
 *
 * @param name unique among the alarms
 * @param state its state in CloudWatch
 * @param since when it entered this state; null if unknown
 * @param reason the reason for the state, in one sentence
 * @param agentSlug the agent it watches; null if it watches the pipeline
 * @param description its meaning and the action to take
 */
public record ListedAlarm(
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
