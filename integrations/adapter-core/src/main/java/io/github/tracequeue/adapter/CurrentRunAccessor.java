// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/** Carries the current run to other threads with Micrometer's context propagation. */
public final class CurrentRunAccessor implements ThreadLocalAccessor<Run> {
  /** For the service loader. */
  public CurrentRunAccessor() {}

  @Override
  public Object key() {
    return "tracequeue.run";
  }

  @Override
  public @Nullable Run getValue() {
    return CurrentRun.get();
  }

  @Override
  public void setValue(Run run) {
    assign(run);
  }

  @Override
  public void setValue() {
    assign(null);
  }

  /** The registry restores the run before by itself, so the scope is not needed. */
  private static void assign(@Nullable Run run) {
    CurrentRun.Scope unused = CurrentRun.set(run);
  }
}
