// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bedrock;

import io.github.tracequeue.adapter.ObservedCall;
import io.github.tracequeue.client.BedrockUsage;
import software.amazon.awssdk.services.bedrockruntime.model.CacheDetail;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/** The usage of Converse. */
final class BedrockTokens {
  private BedrockTokens() {}

  static void describe(ObservedCall call, ConverseResponse response) {
    TokenUsage tokens = response.usage();
    if (tokens == null) {
      return;
    }
    // First what every version of the SDK has: the rest may be missing in an old one.
    BedrockUsage usage =
        io.github.tracequeue.client.TokenUsage.bedrockConverse(
            tokens.inputTokens(), tokens.outputTokens());
    usage
        .cacheReadInputTokens(tokens.cacheReadInputTokens())
        .cacheWriteInputTokens(tokens.cacheWriteInputTokens());
    call.reportedUsage(usage.build());
    for (CacheDetail detail : tokens.cacheDetails()) {
      usage.cacheDetail(detail.ttlAsString(), detail.inputTokens());
    }
    if (response.performanceConfig() != null) {
      usage.latency(response.performanceConfig().latencyAsString());
    }
    if (response.serviceTier() != null) {
      usage.serviceTier(response.serviceTier().typeAsString());
    }
    call.reportedUsage(usage.build());
  }
}
