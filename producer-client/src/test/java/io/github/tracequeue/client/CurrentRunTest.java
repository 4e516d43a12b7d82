// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // scopes are only closed
final class CurrentRunTest {
  private static final TraceClient TRACES =
      TraceClient.builder(bodies -> SendResult.accepted()).build();

  @Test
  void set_nested_restoresTheRunBefore() {
    Run outer = TRACES.startRun("cto");
    Run inner = outer.startRun("sre");

    try (CurrentRun.Scope scope = outer.makeCurrent()) {
      try (CurrentRun.Scope nested = inner.makeCurrent()) {
        assertThat(CurrentRun.get()).isSameAs(inner);
      }
      assertThat(CurrentRun.get()).isSameAs(outer);
      try (CurrentRun.Scope none = CurrentRun.set(null)) {
        assertThat(CurrentRun.get()).isNull();
      }
    }
    assertThat(CurrentRun.get()).isNull();
  }

  @Test
  void get_onAnotherThread_isNull() throws InterruptedException {
    var seen = new AtomicReference<Run>();
    try (CurrentRun.Scope scope = TRACES.startRun("cto").makeCurrent()) {
      var thread = new Thread(() -> seen.set(CurrentRun.get()));
      thread.start();
      thread.join();
    }
    assertThat(seen.get()).isNull();
  }
}
