// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.client.Run;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.client.UsageConvention;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TraceRecording.class)
final class TraceAssertTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void assertThat_callsOfARun_areCountedAndPriced(RecordingTraceClient traces) throws Exception {
    try (Run run = traces.startRun("cto")) {
      for (int i = 0; i < 2; i++) {
        run.call(
            "claude-sonnet-4-6",
            () -> "yes",
            (event, answer) ->
                event.timestamp(NOON).provider("anthropic").inputTokens(5000).outputTokens(100));
      }
      run.succeed("done");
    }

    assertThat(traces)
        .hasCalls(2)
        .hasCallsOf("cto", 2)
        .hasCallsTo("claude-sonnet-4-6", 2)
        .hasNoErrors()
        .hasNoText()
        .costBelow("0.05")
        .costs("0.033");
    assertThat(traces.runs()).hasSize(2);
  }

  @Test
  void hasCalls_anotherNumber_showsTheCalls(RecordingTraceClient traces) {
    traces.record(call("gpt-5").build());

    assertThatThrownBy(() -> assertThat(traces).hasCalls(2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Expected 2 calls but there are 1")
        .hasMessageContaining("cto gpt-5 in=1000 out=100 cost=0.00225");
    assertThatThrownBy(() -> assertThat(traces).hasCallsOf("sre", 1))
        .hasMessageContaining("Expected 1 calls of sre but there are 0");
  }

  @Test
  void costBelow_reachedOrUnknown_fails(RecordingTraceClient traces) {
    traces.record(call("gpt-5").build());
    assertThatThrownBy(() -> assertThat(traces).costBelow("0.00225"))
        .hasMessageContaining("Expected a cost below 0.00225 USD but it is 0.00225");

    traces.record(call("a-model-of-our-own").build());
    assertThatThrownBy(() -> assertThat(traces).costBelow("1"))
        .hasMessageContaining("No price is known (unknown_model)");
  }

  @Test
  void costs_reportedByTheProvider_isTheReportedOne(RecordingTraceClient traces) {
    traces.record(call("a-model-of-our-own").costUsd(new BigDecimal("0.5")).build());

    assertThat(traces).costs("0.50");
  }

  @Test
  void costs_cachedTokensBesideTheInput_areAdded(RecordingTraceClient traces) {
    TraceEvent.Builder call =
        TraceEvent.builder("cto", "claude-sonnet-4-6")
            .timestamp(NOON)
            .provider("anthropic")
            .inputTokens(5000)
            .outputTokens(100)
            .cacheReadTokens(4000);
    traces.record(call.build());
    traces.record(call.usageConvention(UsageConvention.EXCLUSIVE).build());

    assertThat(traces).costs("0.0354");
  }

  @ParameterizedTest
  @CsvSource({
    ", claude-sonnet-4-6",
    ", anthropic/claude-sonnet-4-6",
    "Anthropic, claude-sonnet-4-6",
    "gcp.vertex_ai, claude-sonnet-4-6"
  })
  void costs_claudeWithoutItsProvidersName_areThoseOfClaude(
      String provider, String model, RecordingTraceClient traces) {
    traces.record(
        TraceEvent.builder("cto", model)
            .timestamp(NOON)
            .provider(provider)
            .inputTokens(5000)
            .outputTokens(100)
            .cacheReadTokens(4000)
            .build());

    assertThat(traces).costs("0.0177");
  }

  @Test
  void costs_moreCachedTokensThanInput_areBesideIt(RecordingTraceClient traces) {
    traces.record(call("gpt-5").cacheReadTokens(2000).build());

    assertThat(traces).costs("0.0025");
  }

  @Test
  void hasCalls_oneWasRefused_fails(RecordingTraceClient traces) {
    assertThat(traces.record(TraceEvent.builder("cto", "gpt-5").build())).isFalse();

    assertThat(traces.refused()).hasSize(1);
    assertThatThrownBy(() -> assertThat(traces).hasCalls(0)).hasMessageContaining("refused");
  }

  @Test
  void hasNoErrorsAndNoText_otherwise_fails(RecordingTraceClient traces) {
    traces.record(call("gpt-5").error("timeout").promptPreview("secret").build());

    assertThatThrownBy(() -> assertThat(traces).hasNoErrors())
        .hasMessageContaining("error=timeout");
    assertThatThrownBy(() -> assertThat(traces).hasNoText())
        .hasMessageContaining("carry text")
        .hasMessageNotContaining("secret");
    traces.clear();
    assertThat(traces).hasCalls(0);
  }

  @Test
  void awaitCalls_recordedOnAnotherThread_waits(RecordingTraceClient traces) throws Exception {
    new Thread(() -> traces.record(call("gpt-5").build())).start();

    assertThat(traces.awaitCalls(1, Duration.ofSeconds(10))).hasCalls(1);
    assertThatThrownBy(() -> traces.awaitCalls(2, Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 calls were recorded");
  }

  private static TraceEvent.Builder call(String model) {
    return TraceEvent.builder("cto", model)
        .provider("openai")
        .timestamp(NOON)
        .inputTokens(1000)
        .outputTokens(100);
  }
}
