// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.dynamodb.ITableV2;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IManagedPolicy;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.ManagedPolicyProps;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * The whole pipeline: a queue that agents post traces to, the consumer that stores, prices and
 * meters them, the table, and the alarms that tell people.
 */
public final class TracePipeline extends Construct {
  private final PipelineQueues queues;
  private final TraceTable table;
  private final AlarmTopics topics;
  private final ConsumerFunction consumer;
  private final @Nullable QueryFunction query;
  private final ManagedPolicy producerPolicy;

  /** Adds a pipeline to a stack; the ids of its parts, and so its data, hang on {@code id}. */
  public TracePipeline(Construct scope, String id, TracePipelineProps props) {
    super(scope, id);
    bound(props.security());
    Encryption encryption = Encryption.create(this, props.security());
    queues = new PipelineQueues(this, props.name(), props.consumer(), encryption);
    table = TraceTable.of(this, props.storage().table(), encryption);
    topics = new AlarmTopics(this, props.alarms(), encryption);
    consumer =
        ConsumerFunction.create(
            new Construct(this, "Consumer"),
            props,
            new ConsumerFunction.Resources(queues, table),
            encryption);
    Path queryJar = props.functions().queryJar();
    query =
        queryJar == null
            ? null
            : QueryFunction.create(
                new Construct(this, "Query"), queryJar, props, table, encryption);
    producerPolicy = producerPolicy(props.name());
    watch(props);
  }

  /** The queue that producers send to. */
  public IQueue queue() {
    return queues.events();
  }

  /** Messages that could not be stored after several attempts. */
  public IQueue deadLetterQueue() {
    return queues.deadLetters();
  }

  /** Events that can never be stored, each with the reason. */
  public IQueue quarantineQueue() {
    return queues.quarantine();
  }

  /** The table, created or found. */
  public ITableV2 table() {
    return table.table();
  }

  /** The consumer function; what calls it goes through its alias. */
  public IFunction consumer() {
    return consumer.function().function();
  }

  /** The bucket that {@code tracequeue prices push} puts a team's prices into. */
  public String pricesBucketName() {
    return consumer.pricesBucket();
  }

  /** Alarms that wake someone are published here. */
  public ITopic pageTopic() {
    return topics.page();
  }

  /** Alarms that can wait are published here. */
  public ITopic notifyTopic() {
    return topics.notification();
  }

  /** The policy that an agent's role needs and that allows nothing else. */
  public IManagedPolicy producerPolicy() {
    return producerPolicy;
  }

  /** Address of the read API, where it is deployed. */
  public Optional<String> queryAddress() {
    return Optional.ofNullable(query).map(QueryFunction::address);
  }

  /** Lets a principal send traces, and nothing else. */
  public Grant grantProduce(IGrantable producer) {
    return queues.grantProduce(producer);
  }

  private void bound(SecuritySettings security) {
    String boundary = security.permissionsBoundary();
    if (boundary != null) {
      PermissionsBoundary.of(this)
          .apply(ManagedPolicy.fromManagedPolicyName(this, "Boundary", boundary));
    }
  }

  private ManagedPolicy producerPolicy(String name) {
    ManagedPolicy policy =
        new ManagedPolicy(
            this,
            "ProducerPolicy",
            ManagedPolicyProps.builder().description("Send traces to " + name).build());
    queues.grantProduce(policy);
    return policy;
  }

  private void watch(TracePipelineProps props) {
    Construct scope = new Construct(this, "Alarms");
    AlarmSettings settings = props.alarms();
    AlarmSet.Addressing addressing = new AlarmSet.Addressing(topics, settings.runbook());
    AlarmSet alarms = new AlarmSet(props.name(), addressing);
    QueueMetrics events = QueueMetrics.of(queues.events());
    QueueMetrics deadLetters = QueueMetrics.of(queues.deadLetters());
    FunctionMetrics function = FunctionMetrics.of(consumer());
    QueueAlarms.of(events, deadLetters, settings.heartbeat())
        .forEach(alarm -> alarms.add(scope, alarm));
    FunctionAlarms.ofConsumer(function, props.consumer().timeout())
        .forEach(alarm -> alarms.add(scope, alarm));
    TableAlarms.of(TableMetrics.of(table)).forEach(alarm -> alarms.add(scope, alarm));
    TopicAlarms.of(topics).forEach(alarm -> alarms.add(scope, alarm));
    TrafficAlarms.of(settings, props.agents()).forEach(alarm -> alarms.add(scope, alarm));
    for (AlarmKind kind : TrafficAlarms.notNarrowed(props.agents())) {
      Annotations.of(this)
          .addWarningV2(
              "tracequeue:" + kind.anchor(),
              kind.anchor()
                  + " holds for all agents, those with limits of their own too: so many names do"
                  + " not fit into its query.");
    }
    if (query != null) {
      FunctionAlarms.ofQuery(FunctionMetrics.of(query.function().function()))
          .forEach(alarm -> alarms.add(scope, alarm));
    }
    alarms.addComposite(scope);
    AgentAlarmPlacement.place(this, props.agents(), props.name(), addressing);
    PipelineDashboard.create(
        this, props.name(), new PipelineDashboard.Subjects(events, deadLetters, function));
  }
}
