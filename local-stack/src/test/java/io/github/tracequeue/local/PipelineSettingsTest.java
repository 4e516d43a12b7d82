// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.testkit.lambda.FunctionSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PipelineSettingsTest {
  private static final PipelineSettings PRODUCTION = PipelineSettings.production();

  @Test
  void production_visibilityTimeout_coversSixRunsAndTheWindow() {
    Duration needed =
        PRODUCTION
            .function()
            .timeout()
            .multipliedBy(6)
            .plus(PRODUCTION.eventSource().batchWindow());

    assertThat(PRODUCTION.events().visibilityTimeout()).isGreaterThanOrEqualTo(needed);
  }

  @Test
  void production_redelivery_asAwsRecommends() {
    assertThat(PRODUCTION.maxReceiveCount()).isGreaterThanOrEqualTo(5);
    assertThat(PRODUCTION.deadLetters().retention()).isEqualTo(Duration.ofDays(14));
    assertThat(PRODUCTION.quarantine().retention()).isEqualTo(Duration.ofDays(14));
    assertThat(PRODUCTION.eventSource().reportBatchItemFailures()).isTrue();
    // Lambda takes no less.
    assertThat(PRODUCTION.eventSource().maxConcurrency()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void functionEnvironment_production_namesWhatTheConsumerReads() {
    assertThat(PRODUCTION.functionEnvironment("https://events", "https://quarantine"))
        .containsOnly(
            Map.entry("TRACEQUEUE_TABLE", "tracequeue"),
            Map.entry("TRACEQUEUE_QUEUE_URL", "https://events"),
            Map.entry("TRACEQUEUE_QUARANTINE_QUEUE_URL", "https://quarantine"),
            Map.entry("TRACEQUEUE_SHARDS", "1"),
            Map.entry("TRACEQUEUE_TTL_DAYS", "30"),
            Map.entry("TRACEQUEUE_METRICS_NAMESPACE", "Tracequeue/local"));
  }

  @Test
  void withRedelivery_shorterThanTheFunction_refused() {
    assertThatThrownBy(() -> PRODUCTION.withRedelivery(Duration.ofSeconds(29), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the visibility timeout PT29S is shorter than the function's timeout PT30S");
  }

  @Test
  void withEventSource_largeBatchWithoutWindow_refused() {
    PipelineSettings.EventSource source =
        new PipelineSettings.EventSource(11, Duration.ZERO, 2, true);

    assertThatThrownBy(() -> PRODUCTION.withEventSource(source))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a batch size over 10 needs a batch window of 1 s");
  }

  @Test
  void constructors_outOfRange_nameTheSettingAndTheRange() {
    assertThatThrownBy(() -> new PipelineSettings.Queue("q", Duration.ofDays(15), Duration.ZERO))
        .hasMessage("retention must be 1 min to 14 days, not PT360H");
    assertThatThrownBy(() -> new FunctionSettings("f", "h", 64, Duration.ofSeconds(1)))
        .hasMessage("memoryMegabytes must be 128 to 10240, not 64");
    assertThatThrownBy(() -> new PipelineSettings.EventSource(0, Duration.ZERO, 2, true))
        .hasMessage("batchSize must be 1 to 10000, not 0");
    assertThatThrownBy(() -> new PipelineSettings.Table("t", 0, Duration.ofDays(1)))
        .hasMessage("shards must be at least 1, not 0");
  }
}
