// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What must hold for every text that is given as a provider's usage: Jazzer looks for one for which
 * it does not ({@code -Pfuzz}), {@link UsageFuzzTest} tries some.
 *
 * <p>Reading it never throws. The result is unknown, or has an input, an output and no negative
 * number, and reading the same text again gives the same.
 */
public final class UsageFuzz {

  private UsageFuzz() {}

  /** Jazzer's entry point: the first line is the provider's name, the rest its JSON. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    int end = Math.max(0, text.indexOf('\n'));
    String provider = text.substring(0, end);
    String json = text.substring(end);
    TokenUsage usage = TokenUsage.fromJson(provider, json);
    Map<String, Object> fields = usage.fields();
    require(usage.isKnown() == !fields.isEmpty(), "known without fields, or the reverse");
    if (usage.isKnown()) {
      require(fields.get("input_tokens") instanceof Long, "no input");
      require(fields.get("output_tokens") instanceof Long, "no output");
    }
    fields.forEach(UsageFuzz::requireNotNegative);
    require(TokenUsage.fromJson(provider, json).equals(usage), "another usage at the second time");
  }

  private static void requireNotNegative(String name, Object value) {
    if (value instanceof Long count) {
      require(count >= 0, "a negative number in " + name);
    } else if (value instanceof BigDecimal amount) {
      require(amount.signum() >= 0, "a negative amount in " + name);
    } else if (value instanceof Map<?, ?> counts) {
      counts.forEach((key, count) -> requireNotNegative(name + "." + key, count));
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
