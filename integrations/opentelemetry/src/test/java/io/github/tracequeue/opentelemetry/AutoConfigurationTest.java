// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the SDK finds the span processor on the class path. */
final class AutoConfigurationTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void build_adapterOnTheClassPath_addsTheProcessorIfEnabled(boolean isEnabled) {
    Map<String, String> properties =
        Map.of(
            "otel.traces.exporter", "none",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "tracequeue.enabled", Boolean.toString(isEnabled));
    try (OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(() -> properties)
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk()) {
      assertThat(sdk.getSdkTracerProvider().toString().contains("TracequeueSpanProcessor"))
          .isEqualTo(isEnabled);
    }
  }
}
