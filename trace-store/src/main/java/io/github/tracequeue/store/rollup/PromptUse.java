// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.StoredTrace.Content;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The prompts in use.
 *
 * @param calls the number of calls for each of the {@value #MAX_PROMPTS} most used prompts. A
 *     prompt is its hash, followed by {@code /key} for a keyed hash, or {@value #EMPTY} for an
 *     empty prompt
 * @param otherCalls the number of calls with another prompt
 */
public record PromptUse(Map<String, BigDecimal> calls, BigDecimal otherCalls) {

  /** The maximum number of prompts in a rollup, so that an item stays small. */
  public static final int MAX_PROMPTS = 16;

  /** The name of an empty prompt, whose hash is empty. */
  public static final String EMPTY = "empty";

  static final PromptUse NONE = new PromptUse(Map.of(), BigDecimal.ZERO);

  /** The maximum number of prompts while counting; further ones count as others. */
  private static final int MAX_COUNTED = 1_000;

  private static final Comparator<Map.Entry<String, BigDecimal>> MOST_USED =
      Map.Entry.<String, BigDecimal>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  public PromptUse {
    calls = Map.copyOf(calls);
  }

  /** Collects prompts. Not thread-safe. */
  static final class Builder {

    private final Map<String, BigDecimal> calls = new HashMap<>();
    private BigDecimal otherCalls = BigDecimal.ZERO;

    Builder add(Content content, BigDecimal weight) {
      String hash = content.promptHash();
      if (hash != null) {
        String name = hash.isEmpty() ? EMPTY : hash;
        add(content.promptHashKey() == null ? name : name + '/' + content.promptHashKey(), weight);
      }
      return this;
    }

    Builder add(PromptUse other) {
      other.calls.forEach(this::add);
      otherCalls = otherCalls.add(other.otherCalls);
      return this;
    }

    private void add(String prompt, BigDecimal weight) {
      if (calls.size() < MAX_COUNTED || calls.containsKey(prompt)) {
        calls.merge(prompt, weight, BigDecimal::add);
      } else {
        otherCalls = otherCalls.add(weight);
      }
    }

    PromptUse build() {
      List<Map.Entry<String, BigDecimal>> sorted =
          calls.entrySet().stream().sorted(MOST_USED).toList();
      Map<String, BigDecimal> named = new HashMap<>();
      BigDecimal others = otherCalls;
      for (Map.Entry<String, BigDecimal> entry : sorted) {
        if (named.size() < MAX_PROMPTS) {
          named.put(entry.getKey(), Rollup.normal(entry.getValue()));
        } else {
          others = others.add(entry.getValue());
        }
      }
      return new PromptUse(named, Rollup.normal(others));
    }
  }
}
