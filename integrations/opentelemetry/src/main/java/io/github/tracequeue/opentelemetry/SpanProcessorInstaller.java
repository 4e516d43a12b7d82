// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.opentelemetry;

import io.github.tracequeue.adapter.AdapterOptions;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Adds the span processor to an SDK that configures itself. The property {@code
 * tracequeue.enabled=false} (or {@code TRACEQUEUE_ENABLED}) switches it off.
 */
public final class SpanProcessorInstaller implements AutoConfigurationCustomizerProvider {
  private static final Pattern RATIO = Pattern.compile("TraceIdRatioBased\\{([0-9.]+)\\}");

  /** For the service loader. */
  public SpanProcessorInstaller() {}

  @Override
  public void customize(AutoConfigurationCustomizer configuration) {
    configuration.addTracerProviderCustomizer(
        (provider, properties) ->
            properties.getBoolean("tracequeue.enabled", true)
                ? provider.addSpanProcessor(
                    TracequeueSpanProcessor.create(AdapterOptions.fromEnvironment()))
                : provider);
    configuration.addSamplerCustomizer(
        (sampler, properties) -> {
          String warning = warning(sampler);
          if (warning != null && properties.getBoolean("tracequeue.enabled", true)) {
            warn(warning);
          }
          return sampler;
        });
  }

  /** What is lost with a sampler; null if nothing is. */
  static @Nullable String warning(Sampler sampler) {
    String description = sampler.getDescription();
    Matcher ratio = RATIO.matcher(description);
    boolean isOff =
        description.startsWith("AlwaysOff") || description.startsWith("ParentBased{root:AlwaysOff");
    boolean isBelowOne = ratio.find() && Double.parseDouble(ratio.group(1)) < 1;
    return isOff || isBelowOne
        ? "OpenTelemetry samples spans ("
            + description
            + "): Tracequeue does not see the calls of the others. Set"
            + " OTEL_TRACES_SAMPLER=always_on or use an adapter that does not depend on spans"
        : null;
  }

  private static void warn(String warning) {
    System.getLogger(SpanProcessorInstaller.class.getName())
        .log(System.Logger.Level.WARNING, warning);
  }
}
