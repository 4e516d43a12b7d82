// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Closes resources in reverse order, even if closing one of them fails. Not thread-safe. */
final class Closing implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Runs a start. If it fails, closes what it has opened. */
  static <T> T onFailure(Function<Closing, T> start) {
    Closing closing = new Closing();
    try {
      return start.apply(closing);
    } catch (RuntimeException e) {
      try {
        closing.close();
      } catch (RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public void close() {
    @Nullable RuntimeException first = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        RuntimeException failure =
            e instanceof RuntimeException unchecked
                ? unchecked
                : new LocalStackException("cannot close", e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
