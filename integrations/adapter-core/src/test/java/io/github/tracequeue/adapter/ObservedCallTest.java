// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tracequeue.client.CallClaim;
import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.client.TokenUsage;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.testing.RecordingTraceClient;
import io.github.tracequeue.testing.TraceRecording;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TraceRecording.class)
@SuppressWarnings("try") // scopes are only closed
final class ObservedCallTest {
  @AfterEach
  void noClaimIsLeft() {
    assertThat(CallClaim.current()).isNull();
  }

  @Test
  void end_described_recordsOneCall(RecordingTraceClient traces) {
    ObservedCall call = recorder(traces, "langchain4j").begin();
    call.model("gpt-5").model(null).usage(TokenUsage.of(10, 20)).firstToken();
    call.with(event -> event.finishReason("stop")).prompt(() -> "secret").decision(() -> "secret");
    call.end();
    call.fail("again");

    TraceEvent event = traces.call();
    assertThat(event.agentSlug()).isEqualTo("cto");
    assertThat(event.model()).isEqualTo("gpt-5");
    assertThat(event.inputTokens()).isEqualTo(10);
    assertThat(event.finishReason()).isEqualTo("stop");
    assertThat(event.latencyMillis()).isNotNull();
    assertThat(event.timeToFirstTokenMillis()).isNotNull();
    assertThat(event.isError()).isFalse();
    assertThat(traces).hasNoText();
  }

  @Test
  void end_usageIsUnknown_isMarked(RecordingTraceClient traces) {
    recorder(traces, "langchain4j").begin().usage(TokenUsage.of(null, null)).end();

    assertThat(traces.call().errorType()).isEqualTo("usage_missing");
    assertThat(traces.call().model()).isEqualTo("unknown");
  }

  @Test
  void fail_withAnException_recordsItsName(RecordingTraceClient traces) {
    recorder(traces, "langchain4j").begin().fail(new IllegalStateException("no"));
    recorder(traces, "langchain4j").begin().fail(new UnreadableException());

    assertThat(traces.calls())
        .extracting(TraceEvent::errorType)
        .containsExactly("java.lang.IllegalStateException", UnreadableException.class.getName());
  }

  @Test
  void abandon_afterTheUsage_keepsTheCounts(RecordingTraceClient traces) {
    recorder(traces, "spring-ai").begin().usage(TokenUsage.of(10, 5)).abandon();

    assertThat(traces.call().errorType()).isEqualTo("stream_closed");
    assertThat(traces.call().outputTokens()).isEqualTo(5);
  }

  @Test
  void describe_throws_recordsWhatWasSet(RecordingTraceClient traces) {
    ObservedCall call = recorder(traces, "spring-ai").begin();
    call.describe(
        described -> {
          described.model("gpt-5").usage(TokenUsage.of(1, 2));
          throw new IllegalArgumentException("another version");
        });
    call.end();

    assertThat(traces.call().model()).isEqualTo("gpt-5");
    assertThat(traces.call().errorType()).isEqualTo("describe: java.lang.IllegalArgumentException");
  }

  @Test
  void end_detailThrows_recordsTheRest(RecordingTraceClient traces) {
    ObservedCall call = recorder(traces, "spring-ai").begin();
    call.with(
        event -> {
          throw new IllegalArgumentException("another version");
        });
    call.usage(TokenUsage.of(1, 1)).end();

    assertThat(traces.call().errorType()).isEqualTo("describe: java.lang.IllegalArgumentException");
  }

  @Test
  void begin_beneathAnotherAdapter_isSilentAndReportsItsUsage(RecordingTraceClient traces) {
    ObservedCall outer = recorder(traces, "spring-ai").begin();
    ObservedCall inner = recorder(traces, "bedrock").begin();
    inner.reportedUsage(TokenUsage.of(110, 20)).end();
    outer.model("nova").usage(TokenUsage.of(10, 20)).end();

    assertThat(traces.call().inputTokens()).isEqualTo(110);
  }

  @Test
  void begin_inARun_belongsToIt(RecordingTraceClient traces) {
    Run run = traces.startRun("sre").limit(1, 0, 0);
    ObservedCall call;
    try (CurrentRun.Scope scope = run.makeCurrent()) {
      call = recorder(traces, "langchain4j").begin();
      recorder(traces, "langchain4j").begin().agent("Another Agent!").end();
    }
    call.usage(TokenUsage.of(1, 1)).end();
    recorder(traces, "langchain4j").begin().end();

    assertThat(traces.calls())
        .extracting(TraceEvent::agentSlug)
        .containsExactly("another-agent", "sre", "cto");
    TraceEvent inRun = traces.calls().get(1);
    assertThat(inRun.runId()).isEqualTo(run.runId());
    assertThat(inRun.parentSpanId()).isEqualTo(run.context().spanId());
    assertThat(inRun.tags()).containsEntry("call", "1");
    assertThat(traces.calls().get(0).runId()).isNull();
  }

  @Test
  void begin_currentAgent_isTheAgentOutsideARun(RecordingTraceClient traces) {
    try (CurrentRun.Scope outer = CurrentAgent.set("Night Shift")) {
      recorder(traces, "langchain4j").begin().end();
      try (CurrentRun.Scope inner = CurrentAgent.set("day");
          CurrentRun.Scope run = traces.startRun("sre").makeCurrent()) {
        recorder(traces, "langchain4j").begin().end();
      }
    }
    recorder(traces, "langchain4j").begin().end();

    assertThat(traces.calls())
        .extracting(TraceEvent::agentSlug)
        .containsExactly("night-shift", "sre", "cto");
  }

  @Test
  void end_runIsOverItsLimit_isRecordedAllTheSame(RecordingTraceClient traces) {
    Run run = traces.startRun("sre").limit(1, 0, 0);
    try (CurrentRun.Scope scope = run.makeCurrent()) {
      recorder(traces, "langchain4j").begin().usage(TokenUsage.of(1, 1)).end();
      recorder(traces, "langchain4j").begin().usage(TokenUsage.of(1, 1)).end();
    }

    assertThat(traces).hasCalls(2);
    assertThat(traces.calls()).extracting(TraceEvent::runId).containsOnly(run.runId());
  }

  @Test
  void begin_onVirtualThreads_recordsEachCall(RecordingTraceClient traces) throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads need JDK 21");
    var executor =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    CallRecorder recorder = recorder(traces, "langchain4j");
    for (int i = 0; i < 1_000; i++) {
      executor.execute(() -> recorder.begin().usage(TokenUsage.of(1, 1)).end());
    }
    executor.shutdown();

    assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(traces).hasCalls(1_000).hasNoErrors();
  }

  @Test
  void prompt_byOption_isHashedOrKept(RecordingTraceClient traces) {
    AdapterOptions options = options(traces).withDecisions(true);
    for (PromptCapture capture : PromptCapture.values()) {
      ObservedCall call = CallRecorder.create("langchain4j", options.withPrompts(capture)).begin();
      call.prompt(() -> "What now?").decision(() -> "Go home.").end();
    }

    assertThat(traces.calls())
        .extracting(TraceEvent::promptPreview)
        .containsExactly(null, null, "What now?");
    assertThat(traces.calls())
        .extracting(TraceEvent::promptHash)
        .containsExactly(null, "6a629fe795ac84d7", null);
    assertThat(traces.calls()).extracting(TraceEvent::decisionSummary).containsOnly("Go home.");
  }

  private static CallRecorder recorder(RecordingTraceClient traces, String layer) {
    return CallRecorder.create(layer, options(traces));
  }

  private static AdapterOptions options(RecordingTraceClient traces) {
    return AdapterOptions.from(Map.of(), warning -> {}).withTraces(traces).withAgent("cto");
  }

  private static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }
}
