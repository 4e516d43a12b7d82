// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.smoke;

import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.pricing.Cost;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.TokenCounts;
import io.github.tracequeue.pricing.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The stored item of the smoke test's call, with its checks. */
record ProbeItem(ProbeCall call, Map<String, AttributeValue> attributes) {

  StepResult prompt() {
    String name = "prompt hashed";
    if (attributes.toString().contains(call.prompt().substring(0, 30))) {
      return StepResult.failed(name, "the prompt's text is in the item");
    }
    String hash = text("prompt_hash");
    String key = text("prompt_hash_key");
    if (!key.isEmpty()) {
      return StepResult.ok(
          name, hash + ", keyed with " + key + ", which this command does not know");
    }
    String expected = PromptHasher.plain().hash(call.prompt());
    return hash.equals(expected)
        ? StepResult.ok(name, hash + ", and the item does not contain the text")
        : StepResult.failed(name, "'" + hash + "', but the SHA-256 begins with " + expected);
  }

  StepResult price(PriceBook prices) {
    String name = "priced";
    Usage usage =
        Usage.of(
            call.provider(),
            call.model(),
            call.time(),
            TokenCounts.of(call.inputTokens(), call.outputTokens()));
    if (!text("cost_status").equals("priced")) {
      return StepResult.failed(
          name,
          String.format(Locale.ROOT, "'%s' %s", text("cost_status"), text("unpriced_reason"))
              .strip());
    }
    BigDecimal stored = new BigDecimal(number("cost_usd"));
    return prices
        .price(usage)
        .match(
            priced ->
                priced.usd().compareTo(stored) == 0
                    ? StepResult.ok(
                        name,
                        String.format(
                            Locale.ROOT,
                            "%s USD by rate %s",
                            number("cost_usd"),
                            text("price_row")))
                    : StepResult.failed(name, other(stored, priced)),
            unpriced -> StepResult.failed(name, "no rate for " + call.model()));
  }

  private String other(BigDecimal stored, Cost.Priced priced) {
    return String.format(
        Locale.ROOT,
        "%s USD by rate %s, but this command computes %s; if the stack has its own prices, use --overrides",
        stored.toPlainString(),
        text("price_row"),
        priced.usd().toPlainString());
  }

  StepResult expiry() {
    String name = "expires";
    String ttl = number("ttl");
    if (ttl.isEmpty()) {
      return StepResult.failed(name, "the item has no numeric ttl");
    }
    Instant expiry = Instant.ofEpochSecond(Long.parseLong(ttl));
    Duration kept = Duration.between(call.time(), expiry);
    return kept.compareTo(Duration.ofHours(23)) < 0
        ? StepResult.failed(name, "ttl is " + expiry + ", in less than a day")
        : StepResult.ok(
            name, String.format(Locale.ROOT, "%s, %d days after the call", expiry, days(kept)));
  }

  private static long days(Duration kept) {
    return Math.round(kept.toHours() / 24.0);
  }

  private String text(String attribute) {
    AttributeValue value = attributes.get(attribute);
    return value == null || value.s() == null ? "" : value.s();
  }

  private String number(String attribute) {
    AttributeValue value = attributes.get(attribute);
    return value == null || value.n() == null ? "" : value.n();
  }
}
