// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.store.limit.LimitState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of one limit of an agent.
 *
 * @param before the state before the evaluation
 * @param verdict the result
 * @param change the change of the state; null if there is none
 */
public record Judgement(Limit limit, LimitState before, Verdict verdict, @Nullable Change change) {

  /**
   * Evaluates the limits of an agent.
   *
   * @param states the stored states by kind; without one for a limit that was never evaluated
   */
  public static List<Judgement> of(
      List<Limit> limits, Map<String, LimitState> states, AgentTraffic traffic, Instant now) {
    List<Judgement> judgements = new ArrayList<>();
    for (Limit limit : limits) {
      LimitState state = states.get(limit.kind().id());
      LimitState before =
          state == null ? LimitState.unknown(traffic.agentSlug(), limit.kind().id(), now) : state;
      Verdict verdict = limit.judge(traffic, now);
      judgements.add(
          new Judgement(
              limit, before, verdict, Change.of(before, limit.kind(), verdict, now).orElse(null)));
    }
    return judgements;
  }
}
