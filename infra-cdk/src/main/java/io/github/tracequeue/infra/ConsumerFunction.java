// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.EventSourceMappingProps;
import software.constructs.Construct;

/**
 * The consumer function: reads the event queue, writes to the table and the quarantine queue, and
 * sends metrics.
 */
final class ConsumerFunction {
  private static final String PRICES = "prices.csv";

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
                environment(props, resources, prices)),
            props,
            encryption);
    resources.queues().grantConsume(function.role());
    resources.queues().grantQuarantine(function.role());
    resources.queues().grantSendBack(function.role());
    resources.table().grantWrite(function.role());
    resources.metrics().grantSend(function.role());
    PromptKeySettings promptKey = props.security().promptKey();
    if (promptKey != null) {
      promptKey.grantRead(function.role());
    }
    if (props.prices() != null) {
      function
          .function()
          .addLayers(
              FileLayer.create(
                  scope,
                  "Prices",
                  PRICES,
                  "The team's own prices of model calls",
                  read(props.prices())));
    }
    prices.grantRead(function.role(), encryption);
    feed(scope, settings, resources.queues(), function);
    return new ConsumerFunction(function, prices);
  }

  /** The bucket for pushed prices. */
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
    // Lambda checks at creation whether the role may read the queue.
    mapping.getNode().addDependency(function.role());
    NagSuppressions.mappingOfQueue(mapping);
    NagSuppressions.fedByQueue(function.function());
  }

  private static Map<String, String> environment(
      TracePipelineProps props, Resources resources, PricesBucket prices) {
    StorageSettings storage = props.storage();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("TRACEQUEUE_TABLE", resources.table().table().getTableName());
    environment.put("TRACEQUEUE_QUEUE_URL", resources.queues().events().getQueueUrl());
    environment.put(
        "TRACEQUEUE_QUARANTINE_QUEUE_URL", resources.queues().quarantine().getQueueUrl());
    environment.put("TRACEQUEUE_SHARDS", Integer.toString(storage.shards()));
    environment.put("TRACEQUEUE_TTL_DAYS", Long.toString(storage.timeToLive().toDays()));
    environment.put("TRACEQUEUE_METRICS_NAMESPACE", resources.metrics().namespace());
    environment.put("TRACEQUEUE_PRICES_BUCKET", prices.name());
    if (props.prices() != null) {
      environment.put("TRACEQUEUE_PRICES_FILE", FileLayer.path(PRICES));
    }
    PromptKeySettings promptKey = props.security().promptKey();
    if (promptKey != null) {
      environment.put(promptKey.variable(), promptKey.arn());
    }
    environment.putAll(storage.sampling().environment());
    environment.putAll(props.metrics().environment());
    putNames(environment, "TRACEQUEUE_BUDGET_AGENTS", props.watch().budgetAgents());
    // An agent alarm needs metrics of that agent.
    putNames(
        environment,
        "TRACEQUEUE_METRICS_AGENTS",
        props.agentAlarms().stream().map(AgentAlarmSettings::slug).toList());
    return environment;
  }

  private static void putNames(
      Map<String, String> environment, String variable, List<String> names) {
    if (!names.isEmpty()) {
      environment.put(variable, String.join(",", names));
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot be read: " + file, e);
    }
  }

  /** The resources that the function reads and writes. */
  record Resources(PipelineQueues queues, TraceTable table, PipelineMetrics metrics) {}
}
