// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of each priced thing a month of a workload uses. The constants that are assumptions, and
 * not settings or rules of AWS, are listed in docs/cost.md.
 *
 * @param quantities by the id of their price
 */
record MonthlyUsage(Map<String, BigDecimal> quantities) {
  private static final int DAYS = 30;
  private static final int SECONDS_PER_DAY = 86_400;

  /** Assumption: Lambda holds five polls of 20 s open, whether or not anything is sent. */
  private static final long IDLE_POLLS = 5L * 3 * 60 * 24 * DAYS;

  /** Messages that one request can receive, or delete, at most. */
  private static final int MESSAGES_PER_REQUEST = 10;

  /** Assumptions on the consumer's run time, not measured in Lambda. */
  private static final BigDecimal SECONDS_PER_INVOCATION = new BigDecimal("0.08");

  private static final BigDecimal SECONDS_PER_EVENT = new BigDecimal("0.008");

  /** Assumption: an item and its copy in an index are 1 KB each, and so one write unit each. */
  private static final BigDecimal GIGABYTES_PER_ITEM = new BigDecimal("0.000001");

  /** Assumption: Lambda's own lines and one of ours. */
  private static final BigDecimal LOG_GIGABYTES_PER_INVOCATION = new BigDecimal("0.0000025");

  private static final int METRICS_OVER_ALL = 11;
  private static final int METRICS_PER_AGENT = 5;

  /** X-Ray's default rule: the first each second, and of the others one in twenty. */
  private static final long SECONDS_PER_MONTH = (long) SECONDS_PER_DAY * DAYS;

  /** Assumption. */
  private static final int EMAILS = 30;

  MonthlyUsage {
    quantities = new LinkedHashMap<>(quantities);
  }

  static MonthlyUsage of(Workload workload, Deployment deployment) {
    BigDecimal events = BigDecimal.valueOf(workload.eventsPerDay()).multiply(number(DAYS));
    BigDecimal messages = divided(events, workload.eventsPerMessage());
    BigDecimal perInvocation = messagesPerInvocation(messages, deployment);
    BigDecimal invocations = divided(messages, perInvocation);
    BigDecimal requests =
        invocations.multiply(divided(perInvocation, MESSAGES_PER_REQUEST)).multiply(number(2));
    BigDecimal seconds =
        invocations.multiply(SECONDS_PER_INVOCATION).add(events.multiply(SECONDS_PER_EVENT));
    BigDecimal memory =
        BigDecimal.valueOf(deployment.memoryMegabytes())
            .divide(number(1024), 6, RoundingMode.HALF_UP);
    BigDecimal stored =
        BigDecimal.valueOf(workload.eventsPerDay())
            .multiply(number(deployment.daysKept()))
            .multiply(GIGABYTES_PER_ITEM);
    Map<String, BigDecimal> quantities = new LinkedHashMap<>();
    quantities.put("sqs.request", messages.add(requests).add(BigDecimal.valueOf(IDLE_POLLS)));
    quantities.put("lambda.request", invocations);
    quantities.put("lambda.gb_second", seconds.multiply(memory));
    quantities.put("dynamodb.write", events.multiply(number(1 + deployment.indexes())));
    quantities.put("dynamodb.storage", stored.multiply(number(1 + deployment.indexes())));
    quantities.put("dynamodb.recovery", stored);
    quantities.put(
        "cloudwatch.metric",
        number(
            METRICS_OVER_ALL + METRICS_PER_AGENT * workload.agents() + deployment.promptMetrics()));
    quantities.put("cloudwatch.put", invocations);
    quantities.put("cloudwatch.alarm", number(deployment.alarmMetrics()));
    quantities.put("cloudwatch.query_alarm", number(deployment.queryAlarms() * workload.agents()));
    quantities.put("cloudwatch.composite", number(deployment.composites()));
    quantities.put("cloudwatch.dashboard", number(deployment.dashboards()));
    quantities.put("logs.ingestion", invocations.multiply(LOG_GIGABYTES_PER_INVOCATION));
    quantities.put("xray.trace", traces(invocations));
    quantities.put("sns.email", number(EMAILS));
    quantities.put("kms.key", number(deployment.keys()));
    return new MonthlyUsage(quantities);
  }

  /** What gathers in a batch window at an even rate: at least one, at most a batch. */
  private static BigDecimal messagesPerInvocation(BigDecimal messages, Deployment deployment) {
    BigDecimal gathered =
        messages
            .multiply(number(deployment.batchWindowSeconds()))
            .divide(BigDecimal.valueOf(SECONDS_PER_MONTH), 6, RoundingMode.HALF_UP);
    return gathered.max(BigDecimal.ONE).min(number(deployment.batchSize()));
  }

  private static BigDecimal traces(BigDecimal invocations) {
    BigDecimal firsts = invocations.min(BigDecimal.valueOf(SECONDS_PER_MONTH));
    return firsts.add(divided(invocations.subtract(firsts), 20));
  }

  private static BigDecimal number(int value) {
    return BigDecimal.valueOf(value);
  }

  private static BigDecimal divided(BigDecimal value, int by) {
    return divided(value, number(by));
  }

  /** Rounded up: part of a request is a request. */
  private static BigDecimal divided(BigDecimal value, BigDecimal by) {
    return value.divide(by, 0, RoundingMode.CEILING);
  }
}
