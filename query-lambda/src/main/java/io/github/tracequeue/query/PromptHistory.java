// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredTrace;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An agent's prompts by hash: when each was used, and statistics of its calls.
 *
 * <p>If nearly every call has its own prompt, there is no useful history; see {@link #isTellable}.
 */
final class PromptHistory {

  private static final int CALLS_PER_PROMPT = 3;

  private final List<Version> newestFirst;
  private final int hashed;

  private PromptHistory(List<Version> newestFirst, int hashed) {
    this.newestFirst = newestFirst;
    this.hashed = hashed;
  }

  /** The calls of one prompt. */
  static final class Version {

    final String hash;
    final @Nullable String key;
    final Instant lastSeen;
    final CallStatistics calls = new CallStatistics();
    Instant firstSeen;
    @Nullable StoredTrace lastDecision;

    private Version(StoredTrace newest) {
      this.hash = Objects.requireNonNull(newest.content().promptHash());
      this.key = newest.content().promptHashKey();
      this.lastSeen = newest.timestamp();
      this.firstSeen = newest.timestamp();
    }

    private void add(StoredTrace earlier) {
      calls.add(earlier);
      firstSeen = earlier.timestamp();
      String decision = earlier.content().decisionSummary();
      if (lastDecision == null && decision != null && !decision.isEmpty()) {
        lastDecision = earlier;
      }
    }

    /** The average cost of the calls with a known cost; null if there are none. */
    @Nullable BigDecimal costPerCallUsd() {
      long priced = calls.calls() - calls.unpriced();
      return priced <= 0
          ? null
          : Items.plain(
              calls
                  .costUsd()
                  .divide(BigDecimal.valueOf(priced), MathContext.DECIMAL32)
                  .stripTrailingZeros());
    }
  }

  private record Id(String hash, @Nullable String key) {}

  /** The history of calls, newest first; ignores calls without a prompt hash. */
  static PromptHistory of(List<StoredTrace> newestFirst) {
    Map<Id, Version> versions = new LinkedHashMap<>();
    int hashed = 0;
    for (StoredTrace call : newestFirst) {
      String hash = call.content().promptHash();
      if (hash != null) {
        hashed++;
        Id id = new Id(hash, call.content().promptHashKey());
        versions.computeIfAbsent(id, i -> new Version(call)).add(call);
      }
    }
    List<Version> sorted = new ArrayList<>(versions.values());
    sorted.sort(Comparator.comparing((Version version) -> version.firstSeen).reversed());
    return new PromptHistory(sorted, hashed);
  }

  /** The prompts, latest first. */
  List<Version> versions() {
    return newestFirst;
  }

  /** Whether prompts repeat often enough to count as versions. */
  boolean isTellable() {
    return newestFirst.size() == 1 || hashed >= CALLS_PER_PROMPT * newestFirst.size();
  }
}
