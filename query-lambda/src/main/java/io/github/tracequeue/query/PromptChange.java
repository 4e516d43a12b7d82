// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.rollup.PromptUse;
import io.github.tracequeue.store.rollup.Rollup;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Finds the bucket in which another prompt became the usual one. */
final class PromptChange {

  private PromptChange() {}

  /** The start of the newest such bucket; null if the usual prompt did not change. */
  static @Nullable Instant last(NavigableMap<Instant, Rollup> buckets) {
    String usual = null;
    Instant changedAt = null;
    for (Map.Entry<Instant, Rollup> bucket : buckets.entrySet()) {
      String prompt = usual(bucket.getValue().prompts());
      if (prompt != null) {
        changedAt = usual == null || usual.equals(prompt) ? changedAt : bucket.getKey();
        usual = prompt;
      }
    }
    return changedAt;
  }

  /** The prompt of more than half of the calls with a prompt; null if there is none. */
  private static @Nullable String usual(PromptUse prompts) {
    BigDecimal all =
        prompts.calls().values().stream().reduce(prompts.otherCalls(), BigDecimal::add);
    return prompts.calls().entrySet().stream()
        .filter(prompt -> prompt.getValue().add(prompt.getValue()).compareTo(all) > 0)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
