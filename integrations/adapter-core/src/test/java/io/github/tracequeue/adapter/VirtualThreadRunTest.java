// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.CallClaim;
import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.client.TokenUsage;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.testing.RecordingTraceClient;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are virtual threads from JDK 21 on")
@SuppressWarnings("try") // scopes are only closed
final class VirtualThreadRunTest {
  private static final int THREADS = 1_000;

  private final RecordingTraceClient traces = RecordingTraceClient.create();
  private final CallRecorder recorder =
      CallRecorder.create(
          "langchain4j",
          AdapterOptions.from(Map.of(), warning -> {}).withTraces(traces).withAgent("cto"));
  private ExecutorService virtual;

  /** By reflection, as this compiles on 17. */
  @BeforeEach
  void startThreads() throws ReflectiveOperationException {
    virtual =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  @AfterEach
  void stopThreads() {
    virtual.shutdownNow();
  }

  @Test
  void begin_manyVirtualThreadsAtOnce_addsEachCallToTheRunOfItsThread() throws Exception {
    var together = new CountDownLatch(THREADS);
    List<Future<String>> runs = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      runs.add(virtual.submit(() -> callInOwnRun(together)));
    }
    List<String> ids = new ArrayList<>();
    for (Future<String> run : runs) {
      ids.add(run.get());
    }

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(traces.calls())
        .extracting(TraceEvent::runId)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  /** Waits for the other threads in between, so that its carrier runs them. */
  private String callInOwnRun(CountDownLatch together) throws InterruptedException {
    try (Run run = traces.startRun("cto")) {
      try (CurrentRun.Scope scope = run.makeCurrent()) {
        together.countDown();
        together.await();
        recorder.begin().usage(TokenUsage.of(1, 1)).end();
      }
      assertThat(CurrentRun.get()).isNull();
      return run.runId();
    }
  }

  @Test
  void begin_virtualThreadStartedInARun_belongsToNoRun() throws Exception {
    try (Run run = traces.startRun("sre");
        CurrentRun.Scope scope = run.makeCurrent()) {
      call(virtual).get();
    }

    assertThat(traces.call().runId()).isNull();
    assertThat(traces.call().agentSlug()).isEqualTo("cto");
  }

  @Test
  void begin_virtualThreadWithContextPropagation_belongsToTheRun() throws Exception {
    var snapshots = ContextSnapshotFactory.builder().build();
    ExecutorService propagating = ContextExecutorService.wrap(virtual, snapshots::captureAll);
    try (Run run = traces.startRun("sre");
        CurrentRun.Scope scope = run.makeCurrent()) {
      call(propagating).get();

      assertThat(traces.call().runId()).isEqualTo(run.runId());
      assertThat(traces.call().agentSlug()).isEqualTo("sre");
    }
  }

  @Test
  void begin_virtualThreadWithTheClaimOfAnOuterCall_isSilent() throws Exception {
    var snapshots = ContextSnapshotFactory.builder().build();
    ExecutorService propagating = ContextExecutorService.wrap(virtual, snapshots::captureAll);
    CallClaim claim = CallClaim.take("spring-ai");
    try {
      call(propagating).get();
    } finally {
      claim.release(false);
    }

    assertThat(traces).hasCalls(0);
  }

  private Future<?> call(ExecutorService threads) {
    return threads.submit(() -> recorder.begin().usage(TokenUsage.of(1, 1)).end());
  }
}
