// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which share of the calls is kept in detail; errors, slow and dear calls always are, and metrics
 * count all of them.
 *
 * @param rate of each agent that has none of its own, above 0, at most 1
 * @param rateOfAgent by slug
 */
public record SamplingSettings(BigDecimal rate, Map<String, BigDecimal> rateOfAgent) {

  /** Checks the rates and copies them, sorted. */
  public SamplingSettings {
    check("rate", rate);
    rateOfAgent.forEach((agent, own) -> check("rate of " + agent, own));
    rateOfAgent = Collections.unmodifiableMap(new TreeMap<>(rateOfAgent));
  }

  /** Every call is kept. */
  public static SamplingSettings everything() {
    return new SamplingSettings(BigDecimal.ONE, Map.of());
  }

  /** The consumer's variables; none where every call is kept. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    if (rate.compareTo(BigDecimal.ONE) != 0) {
      environment.put("TRACEQUEUE_SAMPLE_RATE", rate.toPlainString());
    }
    if (!rateOfAgent.isEmpty()) {
      environment.put(
          "TRACEQUEUE_SAMPLE_RATES",
          rateOfAgent.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue().toPlainString())
              .collect(Collectors.joining(",")));
    }
    return environment;
  }

  private static void check(String name, BigDecimal rate) {
    if (rate.signum() <= 0 || rate.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(name + " must be above 0, at most 1, not " + rate);
    }
  }
}
