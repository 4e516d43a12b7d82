// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.watch.limit.Audience;
import io.github.tracequeue.watch.notice.Links;
import io.github.tracequeue.watch.notice.NoticeFormat;
import io.github.tracequeue.watch.notice.NotifyTarget;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WatchSettingsTest {

  @Test
  void fromEnvironment_onlyTheTable_usesTheDefaults() {
    WatchSettings settings = WatchSettings.fromEnvironment(Map.of("TRACEQUEUE_TABLE", "traces"));

    assertThat(settings.table())
        .isEqualTo(new TableOptions("traces", Shards.ONE, Duration.ofDays(30)));
    assertThat(settings.metricsNamespace()).isEqualTo("Tracequeue");
    assertThat(settings.targets()).isEmpty();
    assertThat(settings.links())
        .isEqualTo(new Links("Tracequeue", "traces", "", "docs/operations.md", null));
  }

  @Test
  void fromEnvironment_everyVariable_isRead() {
    WatchSettings settings =
        WatchSettings.fromEnvironment(
            Map.of(
                "TRACEQUEUE_TABLE", "traces",
                "TRACEQUEUE_SHARDS", "16",
                "TRACEQUEUE_TTL_DAYS", "90",
                "TRACEQUEUE_METRICS_NAMESPACE", "Tracequeue/prod",
                "TRACEQUEUE_NOTIFY", "page chat arn:aws:sns:eu-central-1:123456789012:oncall",
                "TRACEQUEUE_PIPELINE", "Tracequeue-prod",
                "TRACEQUEUE_RUNBOOK_URL", "https://wiki.example.com/runbook",
                "TRACEQUEUE_VIEWER_URL", "https://traces.example.com/",
                "AWS_REGION", "eu-central-1"));

    assertThat(settings.table())
        .isEqualTo(new TableOptions("traces", new Shards(16), Duration.ofDays(90)));
    assertThat(settings.metricsNamespace()).isEqualTo("Tracequeue/prod");
    assertThat(settings.targets())
        .containsExactly(
            new NotifyTarget(
                Audience.PAGE, NoticeFormat.CHAT, "arn:aws:sns:eu-central-1:123456789012:oncall"));
    assertThat(settings.links())
        .isEqualTo(
            new Links(
                "Tracequeue-prod",
                "traces",
                "eu-central-1",
                "https://wiki.example.com/runbook",
                "https://traces.example.com/"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TRACEQUEUE_TABLE      | ' '      | is not set",
        "TRACEQUEUE_SHARDS     | 0        | must be a whole number of 1 to 1000, not 0",
        "TRACEQUEUE_SHARDS     | many     | must be a whole number of 1 to 1000, not many",
        "TRACEQUEUE_TTL_DAYS   | 36501    | must be a whole number of 1 to 36500, not 36501",
        "TRACEQUEUE_NOTIFY     | page arn | must be audience, format and topic ARN, not page arn",
      })
  void fromEnvironment_invalidValue_namesTheVariableAndTheLimit(
      String name, String value, String problem) {
    Map<String, String> environment = new HashMap<>(Map.of("TRACEQUEUE_TABLE", "traces"));
    environment.put(name, value);

    assertThatThrownBy(() -> WatchSettings.fromEnvironment(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(name, problem);
  }
}
