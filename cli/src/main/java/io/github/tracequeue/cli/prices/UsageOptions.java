// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import io.github.tracequeue.cli.options.TimeConverter;
import io.github.tracequeue.pricing.TokenCounts;
import io.github.tracequeue.pricing.Usage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe a call. Options that are not set are absent in the call. */
final class UsageOptions {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "The model's id, as in an event.")
  private String model = "";

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "OpenTelemetry's gen_ai.provider.name, for example anthropic or aws.bedrock.")
  private @Nullable String provider;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "The date or time of the call, in UTC (default: now).")
  private @Nullable Instant at;

  @Option(names = "--input", paramLabel = "N", description = "Input tokens.")
  private @Nullable Long input;

  @Option(names = "--output", paramLabel = "N", description = "Output tokens.")
  private @Nullable Long output;

  @Option(names = "--cache-read", paramLabel = "N", description = "Tokens read from the cache.")
  private @Nullable Long cacheRead;

  @Option(
      names = "--cache-write-5m",
      paramLabel = "N",
      description = "Tokens written to the short-lived cache.")
  private @Nullable Long cacheWrite5m;

  @Option(
      names = "--cache-write-1h",
      paramLabel = "N",
      description = "Tokens written to the long-lived cache.")
  private @Nullable Long cacheWrite1h;

  @Option(names = "--batch", description = "The call used the batch API.")
  private boolean batch;

  @Option(
      names = "--service-tier",
      paramLabel = "TIER",
      description = "The tier that served the call, for example flex or priority.")
  private @Nullable String serviceTier;

  @Option(
      names = "--exclusive",
      description = "--input excludes cached tokens, as in Anthropic's API.")
  private boolean exclusive;

  @Option(names = "--audio-input", paramLabel = "N", description = "The audio part of --input.")
  private @Nullable Long inputAudio;

  @Option(names = "--audio-output", paramLabel = "N", description = "The audio part of --output.")
  private @Nullable Long outputAudio;

  @Option(
      names = "--tool-requests",
      paramLabel = "TOOL=N",
      split = ",",
      description = "Requests to the provider's tools, for example web_search=2.")
  private Map<String, Long> toolRequests = new LinkedHashMap<>();

  @Option(
      names = "--inference-geo",
      paramLabel = "GEO",
      description = "Where the inference ran, as the provider reports it, for example us.")
  private @Nullable String inferenceGeo;

  /** Whether any count is set. */
  boolean hasTokens() {
    return !toolRequests.isEmpty()
        || Stream.of(input, output, cacheRead, cacheWrite5m, cacheWrite1h, inputAudio, outputAudio)
            .anyMatch(Objects::nonNull);
  }

  /** The call, at the current time unless a time is set. */
  Usage usage(Instant now) {
    return new Usage(
        provider,
        model,
        at == null ? now : at,
        TokenCounts.ofText(
                count(input),
                count(output),
                count(cacheRead),
                count(cacheWrite5m),
                count(cacheWrite1h),
                !exclusive)
            .withAudio(count(inputAudio), count(outputAudio), 0),
        toolRequests,
        new Usage.Service(batch, serviceTier, inferenceGeo));
  }

  private static long count(@Nullable Long tokens) {
    return tokens == null ? 0 : tokens;
  }
}
