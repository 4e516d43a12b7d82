// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testing;

import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.client.UsageConvention;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.ProviderCounting;
import io.github.tracequeue.pricing.TokenCounts;
import io.github.tracequeue.pricing.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The cost of a call: what the provider reported, or else what the bundled prices say.
 *
 * @param usd US dollars; null if no price is known
 * @param reason why no price is known; empty if one is
 */
public record CallCost(@Nullable BigDecimal usd, String reason) {
  private static final PriceBook PRICES = PriceBook.bundled();

  /** The cost of a call. */
  public static CallCost of(TraceEvent call) {
    return of(call, call.timestamp());
  }

  /** What a call would have cost at another time. */
  public static CallCost of(TraceEvent call, Instant at) {
    BigDecimal reported = call.costUsd();
    return reported == null
        ? PRICES
            .price(usage(call, at))
            .match(
                priced -> new CallCost(priced.usd(), ""),
                unpriced -> new CallCost(null, unpriced.reason()))
        : new CallCost(reported, "");
  }

  private static Usage usage(TraceEvent call, Instant at) {
    var counting = new ProviderCounting(call.provider(), call.model());
    long input = count(call.inputTokens());
    long cacheRead = count(call.cacheReadTokens());
    long cacheWrite5m = count(call.cacheWrite5mTokens());
    long cacheWrite1h = count(call.cacheWrite1hTokens());
    TokenCounts tokens =
        TokenCounts.ofText(
                input,
                counting.outputWithReasoning(
                    count(call.outputTokens()), count(call.reasoningTokens())),
                cacheRead,
                cacheWrite5m,
                cacheWrite1h,
                counting.isInclusive(
                    sentInclusive(call), input, cacheRead + cacheWrite5m + cacheWrite1h))
            .withAudio(
                count(call.inputAudioTokens()),
                count(call.outputAudioTokens()),
                count(call.cacheReadAudioTokens()));
    return Usage.of(call.provider(), call.model(), at, tokens)
        .withToolRequests(call.toolRequests())
        .servedBy(new Usage.Service(call.isBatch(), call.serviceTier(), call.inferenceGeo()));
  }

  private static @Nullable Boolean sentInclusive(TraceEvent call) {
    UsageConvention convention = call.usageConvention();
    return convention == null ? null : convention == UsageConvention.INCLUSIVE;
  }

  private static long count(@Nullable Long tokens) {
    return tokens == null ? 0 : tokens;
  }

  /** The amount, or why there is none. */
  @Override
  public String toString() {
    return usd == null ? reason : usd.toPlainString();
  }
}
