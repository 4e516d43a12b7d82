// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a call was served, as far as its price goes.
 *
 * @param batch through the batch interface
 * @param tier in lower case; null is the standard tier
 */
record ServiceMode(boolean batch, @Nullable String tier) {

  static ServiceMode of(Usage usage) {
    String tier = usage.serviceTier() == null ? "" : usage.serviceTier().toLowerCase(Locale.ROOT);
    return isBatch(tier)
        ? new ServiceMode(true, null)
        : new ServiceMode(usage.batch(), isStandard(tier) ? null : tier);
  }

  /** Whether the tier's name stands for the batch interface, as in Anthropic's answers. */
  static boolean isBatch(String tier) {
    return tier.equals("batch");
  }

  /** Whether the tier's name stands for a provider's ordinary service. */
  static boolean isStandard(String tier) {
    return switch (tier) {
      case "", "standard", "default", "on_demand" -> true;
      default -> false;
    };
  }
}
