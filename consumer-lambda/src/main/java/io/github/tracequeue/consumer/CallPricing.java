// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.ParsedTrace;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.TokenCounts;
import io.github.tracequeue.pricing.Usage;
import io.github.tracequeue.store.StoredTrace.Audio;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Tokens;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Supplier;

/** The cost of a call: the cost that the provider reported, or else the price book's. */
public final class CallPricing {

  private final Supplier<PriceBook> book;

  /** Prices with one book. */
  public CallPricing(PriceBook book) {
    this(() -> book);
  }

  /** Prices with the current book at the time of each call. */
  CallPricing(Supplier<PriceBook> book) {
    this.book = book;
  }

  CallCost costOf(ParsedTrace trace) {
    BigDecimal reported = trace.reportedCost();
    return reported == null
        ? byTheBook(trace.timestamp(), trace.call(), trace.tokens())
        : CallCost.providerReported(reported);
  }

  /** The cost by the price book only: priced, or unpriced with the reason. */
  public CallCost byTheBook(Instant timestamp, Call call, Tokens tokens) {
    return book.get()
        .price(usage(timestamp, call, tokens))
        .match(
            priced ->
                priced.byMaker()
                    ? CallCost.pricedByMaker(priced.usd(), priced.rate())
                    : CallCost.priced(priced.usd(), priced.rate()),
            unpriced -> CallCost.unpriced(unpriced.reason()));
  }

  /** The call as a usage for the price book. */
  public static Usage usage(Instant timestamp, Call call, Tokens tokens) {
    Audio audio = tokens.audio();
    return Usage.of(
            call.provider(),
            call.model(),
            timestamp,
            TokenCounts.ofText(
                    tokens.input(),
                    tokens.output(),
                    tokens.cacheRead(),
                    tokens.cacheWrite5m(),
                    tokens.cacheWrite1h(),
                    tokens.inclusive())
                .withAudio(audio.input(), audio.output(), audio.cacheRead()))
        .withToolRequests(call.toolRequests())
        .servedBy(new Usage.Service(call.batch(), call.serviceTier(), call.inferenceGeo()));
  }
}
