// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Map;
import software.amazon.awscdk.services.lambda.IFunction;

/** What Lambda reports of a function, over all its versions. */
record FunctionMetrics(String functionName) {

  static FunctionMetrics of(IFunction function) {
    return new FunctionMetrics(function.getFunctionName());
  }

  MetricId invocations() {
    return metric("Invocations");
  }

  MetricId errors() {
    return metric("Errors");
  }

  MetricId throttles() {
    return metric("Throttles");
  }

  /** Milliseconds. */
  MetricId duration() {
    return metric("Duration");
  }

  /** Failed invocations in percent; 0 where there were none at all. */
  Signal.Expression errorPercent(int periodSeconds) {
    return new Signal.Expression(
        "IF(invocations > 0, 100 * errors / invocations, 0)",
        "failed invocations in percent",
        Map.of(
            "errors", errors().sum(periodSeconds),
            "invocations", invocations().sum(periodSeconds)));
  }

  private MetricId metric(String name) {
    return new MetricId("AWS/Lambda", name, Map.of("FunctionName", functionName));
  }
}
