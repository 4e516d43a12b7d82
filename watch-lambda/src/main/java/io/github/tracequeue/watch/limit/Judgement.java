// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.store.limit.LimitState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One limit of an agent, judged.
 *
 * @param before its state until now
 * @param verdict how it stands
 * @param change what that changes; null for nothing
 */
public record Judgement(Limit limit, LimitState before, Verdict verdict, @Nullable Change change) {

  /**
   * Judges an agent's limits.
   *
   * @param states its limits' states by kind; one that is missing was never looked at
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
