// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.ParsedTrace;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.Usage;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Tokens;
import java.math.BigDecimal;

/** Puts a cost on a call: the provider's own figure where there is one, else the price book's. */
final class Pricing {

  private final PriceBook book;

  Pricing(PriceBook book) {
    this.book = book;
  }

  CallCost costOf(ParsedTrace trace) {
    BigDecimal reported = trace.reportedCost();
    if (reported != null) {
      return CallCost.providerReported(reported);
    }
    Call call = trace.call();
    Tokens tokens = trace.tokens();
    return book.price(
            new Usage(
                call.provider(),
                call.model(),
                trace.timestamp(),
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
