// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import org.jspecify.annotations.Nullable;

/**
 * The run that the calling thread works for. Adapters add the calls of this thread to it. Other
 * threads do not inherit it, virtual ones included; where Micrometer's context propagation carries
 * thread locals, it also carries the run.
 */
public final class CurrentRun {
  private static final ThreadLocal<@Nullable Run> CURRENT = new ThreadLocal<>();

  private CurrentRun() {}

  /** The calling thread's run; null if there is none. */
  public static @Nullable Run get() {
    return CURRENT.get();
  }

  /**
   * Makes a run the calling thread's current one until the scope is closed, which restores the run
   * before it. Null for no run. Close the scope on the same thread.
   */
  public static Scope set(@Nullable Run run) {
    Run before = CURRENT.get();
    assign(run);
    return () -> assign(before);
  }

  private static void assign(@Nullable Run run) {
    if (run == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(run);
    }
  }

  /** Ends what {@link #set} began. */
  @FunctionalInterface
  public interface Scope extends AutoCloseable {
    /** Restores the run before. */
    @Override
    void close();
  }
}
