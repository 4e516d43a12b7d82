// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CallClaimTest {
  @AfterEach
  void noClaimIsLeft() {
    assertThat(CallClaim.current()).isNull();
    CallClaim.setCurrent(null);
  }

  @Test
  void take_beneathAnotherLayer_isSilentOnce() {
    CallClaim outer = CallClaim.take("spring-ai");
    CallClaim bedrock = CallClaim.take("bedrock");
    CallClaim span = CallClaim.take("opentelemetry");
    bedrock.release(false);
    span.release(false);
    CallClaim another = CallClaim.take("bedrock");

    assertThat(outer.isOutermost()).isTrue();
    assertThat(bedrock.isOutermost()).isFalse();
    assertThat(span.isOutermost()).isFalse();
    assertThat(another.isOutermost()).as("a call of its own").isTrue();
    another.release(false);
    outer.release(false);
  }

  @Test
  void take_afterAFailedAttempt_isSilentAgain() {
    CallClaim outer = CallClaim.take("langchain4j");
    CallClaim.take("bedrock").release(true);
    CallClaim retry = CallClaim.take("bedrock");

    assertThat(retry.isOutermost()).isFalse();
    retry.release(false);
    outer.release(false);
  }

  @Test
  void take_ofTheSameLayer_isNotSilent() {
    CallClaim first = CallClaim.take("spring-ai");
    CallClaim second = CallClaim.take("spring-ai");

    assertThat(second.isOutermost()).isTrue();
    first.release(false);
    second.release(false);
  }

  @Test
  void take_afterARelease_isOutermost() {
    CallClaim.take("spring-ai").release(false);
    CallClaim next = CallClaim.take("bedrock");

    assertThat(next.isOutermost()).isTrue();
    next.release(false);
  }

  @Test
  void release_onAnotherThread_endsTheClaim() throws InterruptedException {
    CallClaim stream = CallClaim.take("langchain4j");
    var thread = new Thread(() -> stream.release(false));
    thread.start();
    thread.join();

    assertThat(CallClaim.current()).isNull();
  }

  @Test
  void setCurrent_onAnotherThread_silencesThere() throws InterruptedException {
    CallClaim outer = CallClaim.take("spring-ai");
    var silent = new boolean[1];
    var thread =
        new Thread(
            () -> {
              CallClaim.setCurrent(outer);
              silent[0] = !CallClaim.take("bedrock").isOutermost();
            });
    thread.start();
    thread.join();

    assertThat(silent[0]).isTrue();
    outer.release(false);
  }

  @Test
  void reportUsage_beneath_reachesTheLayerAbove() {
    TokenUsage usage = TokenUsage.of(10, 20);
    CallClaim outer = CallClaim.take("spring-ai");
    outer.reportUsage(TokenUsage.of(1, 1));
    CallClaim inner = CallClaim.take("bedrock");
    inner.reportUsage(TokenUsage.UNKNOWN);
    assertThat(outer.usageBelow()).isNull();
    inner.reportUsage(usage);

    assertThat(outer.usageBelow()).isEqualTo(usage);
    inner.release(false);
    outer.release(false);
  }

  @Test
  void call_ofARun_silencesAllBeneath() throws Exception {
    TraceClient traces = TraceClient.builder(bodies -> SendResult.accepted()).build();
    try (Run run = traces.startRun("cto")) {
      int loud =
          run.call(
              "gpt-5",
              () -> {
                int count = 0;
                for (int i = 0; i < 3; i++) {
                  CallClaim claim = CallClaim.take("langchain4j");
                  count += claim.isOutermost() ? 1 : 0;
                  claim.release(false);
                }
                return count;
              },
              (event, response) -> event.inputTokens(1).outputTokens(1));
      assertThat(loud).isZero();
    }
  }
}
