// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.alarms.AlarmTemplate;
import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.LocalStackOptions;
import io.github.tracequeue.query.ListedAlarm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** The example's alarms over a local stack's CloudWatch endpoint. */
final class LocalAlarmsTest {
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private final SetClock clock = new SetClock(start);

  @Test
  void current_metricsSentToTheEndpoint_decideTheStates() {
    try (LocalStack stack = LocalStack.start(LocalStackOptions.defaults());
        CloudWatchClient cloudWatch = stack.endpoints().cloudWatchClient()) {
      LocalAlarms alarms =
          LocalAlarms.over(
              AlarmTemplate.example(),
              new LocalMetrics(stack.metrics(), "Tracequeue", clock),
              clock);
      assertThat(state(alarms, "quarantine").state()).isEqualTo(ListedAlarm.State.OK);

      put(cloudWatch, "EventsQuarantined", 1);
      put(cloudWatch, "EstimatedCost", 6, Dimension.builder().name("Agent").value("sre").build());
      assertThat(state(alarms, "quarantine").state())
          .as("not evaluated again within the minute")
          .isEqualTo(ListedAlarm.State.OK);
      clock.now = start.plus(Duration.ofMinutes(1));

      ListedAlarm quarantine = state(alarms, "quarantine");
      assertThat(quarantine.state()).isEqualTo(ListedAlarm.State.ALARM);
      assertThat(quarantine.since()).isEqualTo(clock.now);
      assertThat(quarantine.reason()).isEqualTo("it was 1 lately; fires above 0, in 1 of 1");
      assertThat(quarantine.description()).contains("docs/operations.md#quarantine");
      assertThat(quarantine.agentSlug()).isNull();
      ListedAlarm cost = state(alarms, "agent-sre-cost");
      assertThat(cost.state()).isEqualTo(ListedAlarm.State.ALARM);
      assertThat(cost.agentSlug()).isEqualTo("sre");

      ListedAlarm age = state(alarms, "queue-age");
      assertThat(age.state()).isEqualTo(ListedAlarm.State.INSUFFICIENT_DATA);
      assertThat(age.reason()).isEqualTo("not recorded: AWS/SQS/ApproximateAgeOfOldestMessage");
      assertThat(alarms.current().alarms()).hasSameSizeAs(AlarmTemplate.example());

      // Where newer periods have no data, CloudWatch looks at two that are farther back.
      clock.now = start.plus(Duration.ofMinutes(17));
      assertThat(state(alarms, "quarantine").state()).isEqualTo(ListedAlarm.State.OK);
    }
  }

  private void put(CloudWatchClient cloudWatch, String metric, double value, Dimension... of) {
    MetricDatum datum =
        MetricDatum.builder()
            .metricName(metric)
            .timestamp(start)
            .value(value)
            .dimensions(of)
            .build();
    cloudWatch.putMetricData(request -> request.namespace("Tracequeue").metricData(datum));
  }

  private static ListedAlarm state(LocalAlarms alarms, String name) {
    List<ListedAlarm> all = alarms.current().alarms();
    return all.stream()
        .filter(alarm -> alarm.name().equals("Tracequeue-prod-" + name))
        .findFirst()
        .orElseThrow();
  }

  private static final class SetClock extends Clock {
    private Instant now;

    SetClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
