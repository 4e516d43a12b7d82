// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.alarms;

import io.github.tracequeue.query.AlarmReport;
import io.github.tracequeue.query.AlarmSource;
import io.github.tracequeue.query.ListedAlarm;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * The states of the alarms in an AWS account whose names have a common prefix. Requests them from
 * CloudWatch at most every 30 seconds. Thread-safe.
 */
public final class DeployedAlarms implements AlarmSource {
  private static final long FRESH_NANOS = 30_000_000_000L;

  private final CloudWatchClient cloudWatch;
  private final String namePrefix;
  private final LongSupplier nanos;
  private final Consumer<String> warnings;
  private @Nullable Long askedNanos;
  private AlarmReport report = AlarmReport.unknown();

  /**
   * @param namePrefix the prefix of the alarms' names
   * @param warnings receives the reason each time the alarms cannot be read
   */
  public DeployedAlarms(
      CloudWatchClient cloudWatch,
      String namePrefix,
      LongSupplier nanos,
      Consumer<String> warnings) {
    this.cloudWatch = cloudWatch;
    this.namePrefix = namePrefix;
    this.nanos = nanos;
    this.warnings = warnings;
  }

  @Override
  public synchronized AlarmReport current() {
    long now = nanos.getAsLong();
    if (askedNanos == null || now - askedNanos >= FRESH_NANOS) {
      askedNanos = now;
      try {
        report = AlarmReport.of(ask());
      } catch (SdkException e) {
        report =
            AlarmReport.unreadable(
                "CloudWatch: " + e.getMessage() + " (needs cloudwatch:DescribeAlarms).");
        warnings.accept("cannot read the alarms: " + e.getMessage());
      }
    }
    return report;
  }

  /** Requests the alarms from CloudWatch; throws {@link SdkException} on failure. */
  List<ListedAlarm> ask() {
    List<ListedAlarm> all = new ArrayList<>();
    for (DescribeAlarmsResponse page :
        cloudWatch.describeAlarmsPaginator(
            request ->
                request
                    .alarmNamePrefix(namePrefix)
                    .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM))) {
      page.metricAlarms().forEach(alarm -> all.add(state(alarm)));
      page.compositeAlarms().forEach(alarm -> all.add(state(alarm)));
    }
    return all;
  }

  private static ListedAlarm state(MetricAlarm alarm) {
    return new ListedAlarm(
        alarm.alarmName(),
        ListedAlarm.State.valueOf(alarm.stateValueAsString()),
        alarm.stateUpdatedTimestamp(),
        text(alarm.stateReason()),
        agent(alarm),
        text(alarm.alarmDescription()));
  }

  private static ListedAlarm state(CompositeAlarm alarm) {
    return new ListedAlarm(
        alarm.alarmName(),
        ListedAlarm.State.valueOf(alarm.stateValueAsString()),
        alarm.stateUpdatedTimestamp(),
        text(alarm.stateReason()),
        null,
        text(alarm.alarmDescription()));
  }

  /** The agent, if all its metrics are of the same agent. */
  private static @Nullable String agent(MetricAlarm alarm) {
    List<String> agents =
        Stream.concat(
                Stream.of(alarm.dimensions()),
                alarm.metrics().stream()
                    .map(MetricDataQuery::metricStat)
                    .filter(Objects::nonNull)
                    .map(stat -> stat.metric().dimensions()))
            .flatMap(List::stream)
            .filter(dimension -> "Agent".equals(dimension.name()))
            .map(Dimension::value)
            .distinct()
            .toList();
    return agents.size() == 1 ? agents.get(0) : null;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
