// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.ParsedTrace;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.Usage;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Tokens;
import java.math.BigDecimal;
import java.time.Instant;

/** The cost of a call: the provider's own figure where there is one, else by the price book. */
public final class CallPricing {

  private final PriceBook book;

  public CallPricing(PriceBook book) {
    this.book = book;
  }

  CallCost costOf(ParsedTrace trace) {
    BigDecimal reported = trace.reportedCost();
    return reported == null
        ? byTheBook(trace.timestamp(), trace.call(), trace.tokens())
        : CallCost.providerReported(reported);
  }

  /** The cost by the price book alone: priced, or unpriced with the reason. */
  public CallCost byTheBook(Instant timestamp, Call call, Tokens tokens) {
    return book.price(
            new Usage(
                call.provider(),
                call.model(),
                timestamp,
                tokens.input(),
                tokens.output(),
                tokens.cacheRead(),
                tokens.cacheWrite5m(),
                tokens.cacheWrite1h(),
                tokens.inclusive(),
                call.batch(),
                call.serviceTier()))
        .match(
            priced -> CallCost.priced(priced.usd(), priced.priceRow()),
            unpriced -> CallCost.unpriced(unpriced.reason()));
  }
}
