// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleProps;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.events.targets.LambdaFunctionProps;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.constructs.Construct;

/** The watch function: updates rollups, evaluates limits and sends notices every five minutes. */
final class WatchFunction {
  static final String HANDLER = "io.github.tracequeue.watch.WatchHandler";
  private static final String LIMITS = "limits.json";
  private static final int MEMORY_MEGABYTES = 512;

  /** Shorter than the interval of the schedule, so that runs do not overlap. */
  private static final Duration TIMEOUT = Duration.ofMinutes(4);

  private static final software.amazon.awscdk.Duration INTERVAL =
      software.amazon.awscdk.Duration.minutes(5);

  private WatchFunction() {}

  static PipelineFunction create(
      Construct scope,
      TracePipelineProps props,
      TraceTable table,
      NoticeTopics topics,
      PipelineMetrics metrics,
      Encryption encryption) {
    PipelineFunction function =
        PipelineFunction.create(
            scope,
            new PipelineFunction.Settings(
                "Rolls up the calls of " + props.name() + ", evaluates limits and sends notices",
                props.functions().watchJar(),
                HANDLER,
                MEMORY_MEGABYTES,
                TIMEOUT,
                environment(props, table, topics, metrics)),
            props,
            encryption);
    String limits = props.watch().limitsJson();
    if (limits != null) {
      function
          .function()
          .addLayers(
              FileLayer.create(
                  scope,
                  "Limits",
                  LIMITS,
                  "The limits of the team's agents",
                  limits.getBytes(UTF_8)));
    }
    table.grantWatch(function.role());
    topics.grantPublish(function.role());
    metrics.grantSend(function.role());
    schedule(scope, function);
    return function;
  }

  /** A failed run is not retried: the next one, five minutes later, does its work. */
  private static void schedule(Construct scope, PipelineFunction function) {
    function
        .alias()
        .configureAsyncInvoke(
            EventInvokeConfigOptions.builder().retryAttempts(0).maxEventAge(INTERVAL).build());
    NagSuppressions.runsOnSchedule(scope);
    new Rule(
        scope,
        "Schedule",
        RuleProps.builder()
            .description("The schedule of the watch function")
            .schedule(Schedule.rate(INTERVAL))
            .targets(
                List.of(
                    new LambdaFunction(
                        function.alias(),
                        LambdaFunctionProps.builder()
                            .retryAttempts(0)
                            .maxEventAge(INTERVAL)
                            .build())))
            .build());
  }

  private static Map<String, String> environment(
      TracePipelineProps props, TraceTable table, NoticeTopics topics, PipelineMetrics metrics) {
    StorageSettings storage = props.storage();
    WatchSettings watch = props.watch();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("TRACEQUEUE_TABLE", table.table().getTableName());
    environment.put("TRACEQUEUE_SHARDS", Integer.toString(storage.shards()));
    environment.put("TRACEQUEUE_TTL_DAYS", Long.toString(storage.timeToLive().toDays()));
    environment.put("TRACEQUEUE_METRICS_NAMESPACE", metrics.namespace());
    environment.put("TRACEQUEUE_NOTIFY", topics.variable());
    environment.put("TRACEQUEUE_PIPELINE", props.name());
    environment.put("TRACEQUEUE_RUNBOOK_URL", watch.runbook());
    if (watch.viewer() != null) {
      environment.put("TRACEQUEUE_VIEWER_URL", watch.viewer());
    }
    if (watch.limitsJson() != null) {
      environment.put("TRACEQUEUE_LIMITS_FILE", FileLayer.path(LIMITS));
    }
    return environment;
  }
}
