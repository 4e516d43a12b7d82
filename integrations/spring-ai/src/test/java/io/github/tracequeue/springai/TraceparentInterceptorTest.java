// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.adapter.testkit.ProviderAnswer;
import io.github.tracequeue.adapter.testkit.ProviderServer;
import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.testing.RecordingTraceClient;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

@SuppressWarnings("try") // scopes are only closed
final class TraceparentInterceptorTest {
  @Test
  void request_inARun_carriesItsTraceparent() {
    try (ProviderServer server = ProviderServer.start();
        Run run = RecordingTraceClient.create().startRun("cto")) {
      RestClient agent =
          RestClient.builder()
              .baseUrl(server.url().toString())
              .requestInterceptor(new TraceparentInterceptor())
              .build();
      server.answers(
          ProviderAnswer.json("{}"), ProviderAnswer.json("{}"), ProviderAnswer.json("{}"));

      agent.get().uri("/outside").retrieve().toBodilessEntity();
      assertThat(server.traceparents()).isEmpty();
      try (CurrentRun.Scope scope = run.makeCurrent()) {
        agent.get().uri("/inside").retrieve().toBodilessEntity();
        String own = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        agent.get().uri("/own").header("traceparent", own).retrieve().toBodilessEntity();
        assertThat(server.traceparents()).containsExactly(run.traceparent(), own);
      }
    }
  }
}
