// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.MessageSender;
import io.github.tracequeue.client.SendFailure;
import io.github.tracequeue.client.SendResult;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

final class FlushAtStopTest {
  private final List<String> warnings = new ArrayList<>();

  @Test
  void stop_eventsAreDelivered_warnsOfNothingAndLeavesTheClientOpen() {
    TraceClient traces = recorded(bodies -> SendResult.accepted());

    new FlushAtStop(traces, warnings::add).stop();

    assertThat(warnings).isEmpty();
    assertThat(traces.stats().delivered()).isEqualTo(1);
    assertThat(traces.close(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void stop_eventsAreLost_warnsWithTheirNumber() {
    var rejected = new SendFailure(SendFailure.Kind.REJECTED, "no");

    new FlushAtStop(recorded(bodies -> SendResult.failed(rejected)), warnings::add).stop();

    assertThat(warnings).singleElement().asString().contains("only 0 of 1 events were delivered");
  }

  @Test
  void application_isClosed_sendsWhatWouldWaitForMoreEvents() {
    TraceClient traces = recorded(bodies -> SendResult.accepted());
    try (var application =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties("spring.main.banner-mode=off")
            .initializers(
                context -> context.getBeanFactory().registerSingleton("ownTraces", traces))
            .run()) {
      assertThat(application.getBean(FlushAtStop.class).isRunning()).isTrue();
    }

    assertThat(traces.stats().delivered()).isEqualTo(1);
    assertThat(traces.close(Duration.ofSeconds(5))).isTrue();
  }

  private static TraceClient recorded(MessageSender sender) {
    TraceClient traces = TraceClient.builder(sender).linger(Duration.ofMinutes(5)).build();
    traces.record(
        TraceEvent.builder("cto", "claude-sonnet-5-5").inputTokens(1).outputTokens(1).build());
    return traces;
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(TracequeueAutoConfiguration.class)
  static class Application {}
}
