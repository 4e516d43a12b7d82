// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import io.github.tracequeue.watch.limit.Verdict.Reading;
import io.github.tracequeue.watch.limit.Verdict.Status;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A new prompt after at least {@value #SAME_BEFORE} calls with the same prompt. It never fires for
 * an agent whose prompts differ from call to call.
 */
record PromptChangedLimit() implements Limit {

  private static final int SAME_BEFORE = 5;

  @Override
  public LimitKind kind() {
    return LimitKind.PROMPT_CHANGED;
  }

  @Override
  public String rule() {
    return "a new prompt after " + SAME_BEFORE + " calls with the same prompt";
  }

  @Override
  public Verdict judge(AgentTraffic traffic, Instant now) {
    List<RecentCall> calls =
        traffic.recentCalls().stream().filter(call -> call.prompt() != null).toList();
    if (calls.size() <= SAME_BEFORE) {
      return Verdict.notJudged(
          "there were fewer than " + (SAME_BEFORE + 1) + " calls with a prompt");
    }
    int changed = sameFrom(calls, 0);
    int same = changed == calls.size() ? 0 : sameFrom(calls, changed);
    if (same < SAME_BEFORE) {
      return changed < SAME_BEFORE
          ? Verdict.notJudged("the prompts differ from call to call")
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
              + ValueText.time(first.timestamp())
              + " instead of "
              + last.prompt(),
          Reading.of(1, 1, "changes"),
          first.eventId(),
          List.of(first, last));
    }
    return Verdict.notJudged("the key of the prompt hashes changed");
  }

  /** The number of successive calls with the same prompt, from an index on. */
  private static int sameFrom(List<RecentCall> calls, int start) {
    int end = start;
    while (end < calls.size()
        && Objects.equals(calls.get(end).prompt(), calls.get(start).prompt())) {
      end++;
    }
    return start == 0 ? end : end - start;
  }

  /** Hashes with different keys differ even for the same prompt. */
  private static String keyOf(RecentCall call) {
    String prompt = Objects.requireNonNullElse(call.prompt(), "");
    int separator = prompt.indexOf('/');
    return separator < 0 ? "" : prompt.substring(separator);
  }
}
