// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.watch.limit.Verdict.Reading;
import io.github.tracequeue.watch.limit.Verdict.Status;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Another prompt, after at least {@value #SAME_BEFORE} calls with one and the same. An agent whose
 * calls all have prompts of their own never gets there.
 */
record PromptChangedLimit() implements Limit {

  private static final int SAME_BEFORE = 5;

  @Override
  public LimitKind kind() {
    return LimitKind.PROMPT_CHANGED;
  }

  @Override
  public String rule() {
    return "another prompt after " + SAME_BEFORE + " calls with the same one";
  }

  @Override
  public Verdict judge(AgentTraffic traffic, Instant now) {
    List<RecentCall> calls =
        traffic.recentCalls().stream().filter(call -> call.prompt() != null).toList();
    if (calls.size() <= SAME_BEFORE) {
      return Verdict.notJudged("it made fewer than " + (SAME_BEFORE + 1) + " calls with a prompt");
    }
    int changed = sameFrom(calls, 0);
    int same = changed == calls.size() ? 0 : sameFrom(calls, changed);
    if (same < SAME_BEFORE) {
      return changed < SAME_BEFORE
          ? Verdict.notJudged("its prompts differ from call to call")
          : Verdict.fine(Reading.of(0, 1, "changes"));
    }
    RecentCall first = calls.get(changed - 1);
    RecentCall last = calls.get(changed);
    if (keyOf(first).equals(keyOf(last))) {
      return new Verdict(
          Status.BREACHED,
          "Prompt "
              + first.prompt()
              + " since "
              + Text.time(first.timestamp())
              + " instead of "
              + last.prompt(),
          Reading.of(1, 1, "changes"),
          first.eventId(),
          List.of(first, last));
    }
    return Verdict.notJudged("its prompts are hashed with another key");
  }

  /** How many calls from one on have the same prompt as that one. */
  private static int sameFrom(List<RecentCall> calls, int start) {
    int end = start;
    while (end < calls.size()
        && Objects.equals(calls.get(end).prompt(), calls.get(start).prompt())) {
      end++;
    }
    return start == 0 ? end : end - start;
  }

  /** Hashes by different keys differ whatever the prompt is. */
  private static String keyOf(RecentCall call) {
    String prompt = Objects.requireNonNullElse(call.prompt(), "");
    int separator = prompt.indexOf('/');
    return separator < 0 ? "" : prompt.substring(separator);
  }
}
