// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.Locale;

/** The names of service tiers in rates: lower case, empty for the standard tier. */
final class ServiceTier {

  static final String STANDARD = "";

  /** The batch API, which has its own prices like a tier. */
  static final String BATCH = "batch";

  private ServiceTier() {}

  /** The tier of a usage. */
  static String of(Usage.Service service) {
    String tier = service.tier() == null ? "" : service.tier().strip().toLowerCase(Locale.ROOT);
    return switch (tier) {
      case "", "standard", "default", "on_demand" -> service.batch() ? BATCH : STANDARD;
      default -> tier;
    };
  }

  /** Whether the call has both batch and another tier. */
  static boolean isContradictory(Usage.Service service) {
    return service.batch() && !of(service).equals(BATCH);
  }
}
