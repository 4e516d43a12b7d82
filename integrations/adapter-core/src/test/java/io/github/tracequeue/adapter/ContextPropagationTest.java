// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.CallClaim;
import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.testing.RecordingTraceClient;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // scopes are only closed
final class ContextPropagationTest {
  @Test
  void snapshot_onAnotherThread_hasTheRunAndTheClaim() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    var snapshots = ContextSnapshotFactory.builder().build();
    CallClaim claim = CallClaim.take("spring-ai");
    try (Run run = RecordingTraceClient.create().startRun("cto");
        CurrentRun.Scope scope = run.makeCurrent()) {
      var task =
          snapshots
              .captureAll()
              .wrap(() -> CurrentRun.get() == run && CallClaim.current() == claim);

      assertThat(executor.submit(task).get()).isTrue();
      assertThat(
              executor.submit(() -> CurrentRun.get() == null && CallClaim.current() == null).get())
          .isTrue();
    } finally {
      claim.release(false);
      executor.shutdownNow();
    }
  }
}
