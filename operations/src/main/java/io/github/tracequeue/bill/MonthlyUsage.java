// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The monthly usage of each priced unit. docs/cost.md lists the constants that are assumptions, not
 * settings or rules of AWS.
 *
 * @param quantities the quantities by price id
 */
record MonthlyUsage(Map<String, BigDecimal> quantities) {
  private static final int DAYS = 30;
  private static final int HOURS = 24 * DAYS;

  /** Assumption: Lambda always keeps five long polls of 20 s open. */
  private static final long IDLE_POLLS = 5L * 3 * 60 * HOURS;

  /** The maximum number of messages that one request receives or deletes. */
  private static final int MESSAGES_PER_REQUEST = 10;

  /** Assumptions about the consumer's run time, not measured in Lambda. */
  private static final BigDecimal SECONDS_PER_INVOCATION = new BigDecimal("0.08");

  private static final BigDecimal SECONDS_PER_EVENT = new BigDecimal("0.008");

  /** Assumption: an item and its copy in an index are 1 KB and one write unit each. */
  private static final BigDecimal GIGABYTES_PER_ITEM = new BigDecimal("0.000001");

  /** Assumption: Lambda's own log lines and one of the function. */
  private static final BigDecimal LOG_GIGABYTES_PER_INVOCATION = new BigDecimal("0.0000025");

  private static final long SECONDS_PER_MONTH = 3600L * HOURS;

  /** Assumption: notices and alarms, each to one e-mail address. */
  private static final int EMAILS = 30;

  /** Assumption: the size of the pushed prices with old versions. */
  private static final BigDecimal PRICES_GIGABYTES = new BigDecimal("0.001");

  MonthlyUsage {
    quantities = new LinkedHashMap<>(quantities);
  }

  static MonthlyUsage of(Workload workload, Deployment deployment) {
    Deployment.Consumer consumer = deployment.consumer();
    WatchUsage watch = WatchUsage.of(workload);
    BigDecimal events = BigDecimal.valueOf(workload.eventsPerDay()).multiply(number(DAYS));
    BigDecimal messages = divided(events, workload.eventsPerMessage());
    BigDecimal perInvocation = messagesPerInvocation(messages, consumer);
    BigDecimal invocations = divided(messages, perInvocation);
    BigDecimal runs = invocations.add(watch.runs());
    BigDecimal requests =
        invocations.multiply(divided(perInvocation, MESSAGES_PER_REQUEST)).multiply(number(2));
    BigDecimal seconds =
        invocations.multiply(SECONDS_PER_INVOCATION).add(events.multiply(SECONDS_PER_EVENT));
    BigDecimal stored =
        BigDecimal.valueOf(workload.eventsPerDay())
            .multiply(number(deployment.daysKept()))
            .multiply(GIGABYTES_PER_ITEM);
    BigDecimal logs = runs.multiply(LOG_GIGABYTES_PER_INVOCATION);
    // The consumer updates the budget counters once in each invocation.
    BigDecimal budgets =
        invocations.multiply(BigDecimal.valueOf(Math.min(1, deployment.budgets())));
    Map<String, BigDecimal> quantities = new LinkedHashMap<>();
    quantities.put("sqs.request", messages.add(requests).add(BigDecimal.valueOf(IDLE_POLLS)));
    quantities.put("lambda.request", runs);
    quantities.put(
        "lambda.gb_second",
        gigabyteSeconds(seconds, consumer.memoryMegabytes())
            .add(gigabyteSeconds(watch.seconds(), deployment.watchMegabytes())));
    quantities.put(
        "dynamodb.write",
        events.multiply(number(1 + deployment.indexes())).add(budgets).add(watch.writeUnits()));
    quantities.put("dynamodb.read", watch.readUnits());
    quantities.put("dynamodb.storage", stored.multiply(number(1 + deployment.indexes())));
    quantities.put("dynamodb.recovery", stored);
    quantities.put("cloudwatch.metric", MetricHours.of(workload, deployment).months());
    quantities.put("cloudwatch.put", runs);
    quantities.put("cloudwatch.alarm", number(deployment.alarmMetrics()));
    quantities.put("cloudwatch.dashboard", number(deployment.dashboards()));
    quantities.put("logs.ingestion", logs);
    quantities.put(
        "logs.storage",
        logs.multiply(number(deployment.logDays())).divide(number(DAYS), 6, RoundingMode.HALF_UP));
    quantities.put("s3.storage", PRICES_GIGABYTES);
    quantities.put("xray.trace", traces(invocations).add(watch.runs()));
    quantities.put("sns.email", number(EMAILS));
    quantities.put("kms.key", number(deployment.keys()));
    return new MonthlyUsage(quantities);
  }

  /** The number of messages in a batch at an even rate: at least one, at most the batch size. */
  private static BigDecimal messagesPerInvocation(
      BigDecimal messages, Deployment.Consumer consumer) {
    BigDecimal gathered =
        messages
            .multiply(number(consumer.batchWindowSeconds()))
            .divide(BigDecimal.valueOf(SECONDS_PER_MONTH), 6, RoundingMode.HALF_UP);
    return gathered.max(BigDecimal.ONE).min(number(consumer.batchSize()));
  }

  private static BigDecimal gigabyteSeconds(BigDecimal seconds, int megabytes) {
    return seconds.multiply(number(megabytes).divide(number(1024), 6, RoundingMode.HALF_UP));
  }

  /** X-Ray's default rule: the first request in each second, and one in twenty of the others. */
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

  /** Rounds up, because a partial request counts as one. */
  private static BigDecimal divided(BigDecimal value, BigDecimal by) {
    return value.divide(by, 0, RoundingMode.CEILING);
  }
}
