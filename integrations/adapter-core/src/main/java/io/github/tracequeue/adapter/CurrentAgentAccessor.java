// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import io.github.tracequeue.client.CurrentRun;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/** Carries the current agent to other threads with Micrometer's context propagation. */
public final class CurrentAgentAccessor implements ThreadLocalAccessor<String> {
  /** For the service loader. */
  public CurrentAgentAccessor() {}

  @Override
  public Object key() {
    return "tracequeue.agent";
  }

  @Override
  public @Nullable String getValue() {
    return CurrentAgent.get();
  }

  @Override
  public void setValue(String agent) {
    CurrentRun.Scope unused = CurrentAgent.set(agent);
  }

  @Override
  public void setValue() {
    CurrentRun.Scope unused = CurrentAgent.set(null);
  }
}
