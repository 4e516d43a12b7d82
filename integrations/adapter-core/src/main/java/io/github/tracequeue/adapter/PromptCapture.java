// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an adapter records of a prompt. */
public enum PromptCapture {
  /** Nothing. */
  NONE,
  /**
   * A hash of its first 200 code points, computed in this process. The hash has no key; for a hash
   * with a key, choose {@link #TEXT} and a client with {@code hashPrompts(key)}.
   */
  HASH,
  /** Its first 200 code points; the consumer stores a hash of them. */
  TEXT;

  /** The value with this name in any case. */
  static Optional<PromptCapture> of(String name) {
    String upper = name.strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(value -> value.name().equals(upper)).findFirst();
  }
}
