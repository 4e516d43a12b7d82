// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tracequeue.client.RunLimitException.Reason;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limits of a run that need no network. */
final class RunLimitTest {
  private final TraceClient client = LiveClient.of(new ScriptedSender()).client;
  private final Run run = client.startRun("cto");
  private final AtomicInteger modelCalls = new AtomicInteger();

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void call_beyondTheNumberOfCalls_isRefusedBeforeTheModelIsCalled() throws Exception {
    run.limit(2, 0, 0);
    call("a", 10);
    call("b", 10);

    RunLimitException refused = refused();
    assertThat(refused.reason()).isEqualTo(Reason.CALLS);
    assertThat(refused).hasMessage("the run has made 2 calls");
    assertThat(modelCalls).hasValue(2);
    assertThat(client.stats().recorded()).isEqualTo(3);
  }

  @Test
  void call_afterTheTokensAreUsed_isRefused() throws Exception {
    run.limit(0, 100, 0);
    call("a", 60);
    call("b", 60);

    assertThat(refused()).hasMessage("the run has used 120 of 100 tokens");
    assertThat(refused().reason()).isEqualTo(Reason.TOKENS);
  }

  @Test
  void newCall_withCachedTokensBesideTheInput_countsThemToo() {
    run.limit(0, 100, 0);
    run.newCall("m")
        .inputTokens(10)
        .outputTokens(10)
        .cacheReadTokens(70)
        .cacheWrite5mTokens(10)
        .usageConvention(UsageConvention.EXCLUSIVE)
        .build();

    assertThat(refused().reason()).isEqualTo(Reason.TOKENS);
  }

  @Test
  void newCall_withCachedTokensInsideTheInput_countsThemOnce() {
    run.limit(0, 100, 0);
    run.newCall("m")
        .inputTokens(89)
        .outputTokens(10)
        .cacheReadTokens(70)
        .usageConvention(UsageConvention.INCLUSIVE)
        .build();

    assertThat(run.newCall("m").build().runId()).isEqualTo(run.runId());
  }

  @Test
  void call_afterTheSamePromptInARow_isRefused() throws Exception {
    run.limit(0, 0, 3);
    call("a", 1);
    call("a", 1);
    call("b", 1);
    call("a", 1);
    call("a", 1);
    call("a", 1);

    assertThat(refused()).hasMessage("the last 3 calls of the run had the same prompt");
    assertThat(refused().reason()).isEqualTo(Reason.SAME_PROMPT);
  }

  @Test
  void call_withoutAPrompt_doesNotEndARow() throws Exception {
    run.limit(0, 0, 2);
    call("a", 1);
    run.newCall("m").inputTokens(1).outputTokens(1).build();
    call("a", 1);

    assertThat(refused().reason()).isEqualTo(Reason.SAME_PROMPT);
  }

  @Test
  void limit_setAgain_replacesTheOneBefore() throws Exception {
    run.limit(1, 0, 0);
    call("a", 1);
    run.limit(0, 0, 0);
    call("a", 1);

    assertThat(modelCalls).hasValue(2);
  }

  @Test
  void limit_negativeNumber_isRefusedWithItsName() {
    assertThatThrownBy(() -> run.limit(0, -1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxTokens must be 0 or more, not -1");
  }

  private void call(String prompt, long tokens) throws Exception {
    run.call(
        "m",
        modelCalls::incrementAndGet,
        (event, response) -> event.promptPreview(prompt).inputTokens(tokens).outputTokens(0));
  }

  private RunLimitException refused() {
    return catchThrowableOfType(RunLimitException.class, () -> call("other", 1));
  }
}
