// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.EventSourceMappingProps;
import software.constructs.Construct;

/** The consumer: fed by the queue of events, writing to the table, to quarantine and metrics. */
final class ConsumerFunction {
  static final String HANDLER = "io.github.tracequeue.consumer.ConsumerHandler";

  private final PipelineFunction function;
  private final PricesBucket prices;

  private ConsumerFunction(PipelineFunction function, PricesBucket prices) {
    this.function = function;
    this.prices = prices;
  }

  static ConsumerFunction create(
      Construct scope, TracePipelineProps props, Resources resources, Encryption encryption) {
    ConsumerSettings settings = props.consumer();
    PricesBucket prices = PricesBucket.create(scope, encryption);
    PipelineFunction function =
        PipelineFunction.create(
            scope,
            new PipelineFunction.Settings(
                "Stores, prices and meters the traces of " + props.name(),
                props.functions().consumerJar(),
                HANDLER,
                settings.memoryMegabytes(),
                settings.timeout(),
                environment(scope, props, resources, prices),
                props.functions().snapStart()),
            props.security(),
            encryption);
    resources.queues().grantConsume(function.role());
    resources.queues().grantQuarantine(function.role());
    resources.queues().grantSendBack(function.role());
    resources.table().grantWrite(function.role());
    function
        .role()
        .addToPrincipalPolicy(
            PolicyStatement.Builder.create()
                .sid("SendOwnMetrics")
                .actions(List.of("cloudwatch:PutMetricData"))
                // The call knows no resources; the namespace is what can be named.
                .resources(List.of("*"))
                .conditions(
                    Map.of("StringEquals", Map.of("cloudwatch:namespace", TraceMetrics.NAMESPACE)))
                .build());
    if (!watchedPrompts(props).isEmpty()) {
      resources.table().grantLookUpOfAgents(function.role());
    }
    PromptKeySettings promptKey = props.security().promptKey();
    if (promptKey != null) {
      promptKey.grantRead(function.role());
    }
    if (props.prices() != null) {
      function.function().addLayers(PriceLayer.create(scope, props.prices()));
    }
    prices.grantRead(function.role(), encryption);
    feed(scope, settings, resources.queues(), function);
    return new ConsumerFunction(function, prices);
  }

  /** The bucket that pushed prices go to. */
  String pricesBucket() {
    return prices.name();
  }

  PipelineFunction function() {
    return function;
  }

  private static void feed(
      Construct scope,
      ConsumerSettings settings,
      PipelineQueues queues,
      PipelineFunction function) {
    EventSourceMapping mapping =
        new EventSourceMapping(
            scope,
            "Mapping",
            EventSourceMappingProps.builder()
                .target(function.alias())
                .eventSourceArn(queues.events().getQueueArn())
                .batchSize(settings.batchSize())
                .maxBatchingWindow(Duration.seconds(settings.batchWindow().toSeconds()))
                .maxConcurrency(settings.maxConcurrency())
                .reportBatchItemFailures(true)
                .build());
    // Lambda checks at creation that the role may read the queue.
    mapping.getNode().addDependency(function.role());
    NagSuppressions.mappingOfQueue(mapping);
    NagSuppressions.fedByQueue(function.function());
  }

  private static Map<String, String> environment(
      Construct scope, TracePipelineProps props, Resources resources, PricesBucket prices) {
    StorageSettings storage = props.storage();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("TRACEQUEUE_TABLE", resources.table().table().getTableName());
    environment.put("TRACEQUEUE_QUEUE_URL", resources.queues().events().getQueueUrl());
    environment.put(
        "TRACEQUEUE_QUARANTINE_QUEUE_URL", resources.queues().quarantine().getQueueUrl());
    environment.put("TRACEQUEUE_SHARDS", Integer.toString(storage.shards()));
    environment.put("TRACEQUEUE_TTL_DAYS", Long.toString(storage.timeToLive().toDays()));
    environment.put("TRACEQUEUE_METRICS_NAMESPACE", TraceMetrics.NAMESPACE);
    environment.put("TRACEQUEUE_PRICES_BUCKET", prices.name());
    if (props.prices() != null) {
      environment.put("TRACEQUEUE_PRICES_FILE", PriceLayer.PATH);
    }
    PromptKeySettings promptKey = props.security().promptKey();
    if (promptKey != null) {
      environment.put(promptKey.variable(), promptKey.arn());
    }
    String watched = watchedPrompts(props);
    if (!watched.isEmpty()) {
      environment.put("TRACEQUEUE_PROMPT_CHANGE_AGENTS", watched);
    }
    environment.putAll(storage.sampling().environment());
    // An agent without metrics of its own would have no alarm of its own either.
    MetricAgents metrics = MetricAgents.of(props.agents(), environment);
    if (!metrics.areListed()) {
      Annotations.of(scope)
          .addWarningV2(
              "tracequeue:metrics-agents",
              "The names of so many agents do not fit into the consumer's variables: up to 10,000"
                  + " agents get metrics of their own, listed or not, at 1.50 USD a month each.");
    }
    environment.putAll(metrics.environment());
    return environment;
  }

  /** The agents whose changes of prompt are counted, as the consumer reads them. */
  private static String watchedPrompts(TracePipelineProps props) {
    return props.agents().stream()
        .filter(AgentSettings::promptChanged)
        .map(AgentSettings::slug)
        .collect(Collectors.joining(","));
  }

  /** What the function reads from and writes to. */
  record Resources(PipelineQueues queues, TraceTable table) {}
}
