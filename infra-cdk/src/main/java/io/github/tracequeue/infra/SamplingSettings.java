// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The share of the calls that is stored. Failed, slow and expensive calls are always stored, and
 * metrics count all calls.
 *
 * @param rate the share for agents without their own, above 0, at most 1
 * @param rateOfAgent the share by agent slug
 */
public record SamplingSettings(BigDecimal rate, Map<String, BigDecimal> rateOfAgent) {

  /** Checks the rates; copies and sorts them. */
  public SamplingSettings {
    check("rate", rate);
    rateOfAgent.forEach((agent, own) -> check("rate of " + agent, own));
    rateOfAgent = Collections.unmodifiableMap(new TreeMap<>(rateOfAgent));
  }

  /** Stores every call. */
  public static SamplingSettings everything() {
    return new SamplingSettings(BigDecimal.ONE, Map.of());
  }

  /** The environment variables of the consumer; empty if every call is stored. */
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
