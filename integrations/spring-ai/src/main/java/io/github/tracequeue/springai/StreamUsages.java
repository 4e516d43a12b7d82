// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import io.github.tracequeue.client.TokenUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The usages of streams that have just ended, by the provider's id of the response. Spring AI adds
 * the parts of a stream up to a response that has no cached tokens any more. Thread-safe.
 */
final class StreamUsages {
  /** Streams that end at the same time; older ones belong to streams that were cancelled. */
  private static final int MAX_STREAMS = 1_000;

  private static final Map<String, TokenUsage> BY_ID =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenUsage> eldest) {
          return size() > MAX_STREAMS;
        }
      };

  private StreamUsages() {}

  static void put(String responseId, TokenUsage usage) {
    synchronized (BY_ID) {
      BY_ID.put(responseId, usage);
    }
  }

  /** The usage of a stream, once; null if the response was not streamed. */
  static @Nullable TokenUsage take(@Nullable String responseId) {
    synchronized (BY_ID) {
      return BY_ID.remove(responseId);
    }
  }
}
