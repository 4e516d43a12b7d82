// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import io.github.tracequeue.client.RunLimitException.Reason;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Counts what a run uses, and refuses calls beyond its limits. Thread-safe; does no I/O. */
final class RunLimit {
  private final long maxCalls;
  private final long maxTokens;
  private final int maxSamePrompt;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong tokens = new AtomicLong();
  private final AtomicReference<@Nullable Row> row = new AtomicReference<>();

  /** A prompt and how many calls in a row had it. */
  private record Row(String prompt, int calls) {
    static Row next(@Nullable Row before, String prompt) {
      return before == null || !before.prompt.equals(prompt)
          ? new Row(prompt, 1)
          : new Row(prompt, before.calls + 1);
    }
  }

  /** Limits of a run; 0 for no limit. */
  RunLimit(long maxCalls, long maxTokens, int maxSamePrompt) {
    this.maxCalls = notNegative("maxCalls", maxCalls);
    this.maxTokens = notNegative("maxTokens", maxTokens);
    this.maxSamePrompt = (int) notNegative("maxSamePrompt", maxSamePrompt);
  }

  /**
   * Counts a call that is about to be made.
   *
   * @throws RunLimitException if a limit is reached; the call is not counted then
   */
  void begin() {
    long used = tokens.get();
    if (maxTokens > 0 && used >= maxTokens) {
      throw new RunLimitException(
          Reason.TOKENS, "the run has used " + used + " of " + maxTokens + " tokens");
    }
    Row current = row.get();
    if (maxSamePrompt > 0 && current != null && current.calls >= maxSamePrompt) {
      throw new RunLimitException(
          Reason.SAME_PROMPT,
          "the last " + current.calls + " calls of the run had the same prompt");
    }
    long made = calls.getAndUpdate(n -> maxCalls > 0 && n >= maxCalls ? n : n + 1);
    if (maxCalls > 0 && made >= maxCalls) {
      throw new RunLimitException(Reason.CALLS, "the run has made " + made + " calls");
    }
  }

  /** Counts what a call has used. A call without a prompt does not end a row of equal ones. */
  void count(TraceEvent call) {
    tokens.addAndGet(tokensOf(call));
    String prompt = call.promptPreview() == null ? call.promptHash() : call.promptPreview();
    if (prompt != null) {
      row.updateAndGet(before -> Row.next(before, prompt));
    }
  }

  private static long tokensOf(TraceEvent call) {
    long sum = count(call.inputTokens()) + count(call.outputTokens());
    return call.usageConvention() == UsageConvention.EXCLUSIVE
        ? sum
            + count(call.cacheReadTokens())
            + count(call.cacheWrite5mTokens())
            + count(call.cacheWrite1hTokens())
        : sum;
  }

  private static long count(@Nullable Long tokens) {
    return tokens == null ? 0 : Math.max(0, tokens);
  }

  private static long notNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must be 0 or more, not " + value);
    }
    return value;
  }
}
