// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.services.cloudwatch.Alarm;
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

/** The pipeline: the event queue, the consumer, the table, the watch function and the alarms. */
public final class TracePipeline extends Construct {
  private final PipelineQueues queues;
  private final TraceTable table;
  private final NoticeTopics topics;
  private final PipelineMetrics metrics;
  private final ConsumerFunction consumer;
  private final PipelineFunction watch;
  private final @Nullable QueryFunction query;
  private final ManagedPolicy producerPolicy;

  /**
   * Adds a pipeline to a stack. The ids of its resources depend on {@code id}, so changing it
   * replaces the table.
   */
  public TracePipeline(Construct scope, String id, TracePipelineProps props) {
    super(scope, id);
    bound(props.security());
    Encryption encryption = Encryption.create(this, props.security());
    metrics = new PipelineMetrics(props.namespace());
    queues = new PipelineQueues(this, props.name(), props.consumer(), encryption);
    queues.acceptFrom(props.producerAccounts());
    table = TraceTable.of(this, props.storage().table(), encryption);
    topics = NoticeTopics.create(this, props.notifySettings(), encryption);
    consumer =
        ConsumerFunction.create(
            new Construct(this, "Consumer"),
            props,
            new ConsumerFunction.Resources(queues, table, metrics),
            encryption);
    watch =
        WatchFunction.create(
            new Construct(this, "Watch"), props, table, topics, metrics, encryption);
    Path queryJar = props.functions().queryJar();
    query =
        queryJar == null
            ? null
            : QueryFunction.create(
                new Construct(this, "Query"), queryJar, props, table, encryption);
    producerPolicy = producerPolicy(props.name());
    addAlarms(props);
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

  /** The table, new or existing. */
  public ITableV2 table() {
    return table.table();
  }

  /** The consumer function. It is invoked through its alias. */
  public IFunction consumer() {
    return consumer.function().function();
  }

  /** The bucket that {@code tracequeue prices push} writes to. */
  public String pricesBucketName() {
    return consumer.pricesBucket();
  }

  /** The watch function. A schedule invokes it through its alias. */
  public IFunction watch() {
    return watch.function();
  }

  /** The stack's topic for urgent messages; empty if only existing topics are used. */
  public Optional<ITopic> pageTopic() {
    return topics.own(AlarmKind.Audience.PAGE);
  }

  /** The stack's topic for other messages; {@link #pageTopic()} if there is no other. */
  public Optional<ITopic> notifyTopic() {
    return topics.own(AlarmKind.Audience.NOTIFY);
  }

  /** The CloudWatch metrics of an agent, which need not be listed. */
  public AgentMetrics agentMetrics(String slug) {
    return new AgentMetrics(metrics, slug);
  }

  /** The namespace of all metrics of this pipeline. */
  public String metricsNamespace() {
    return metrics.namespace();
  }

  /** The policy for an agent's role, which only allows to send. */
  public IManagedPolicy producerPolicy() {
    return producerPolicy;
  }

  /** The URL of the query API; empty if it is not deployed. */
  public Optional<String> queryAddress() {
    return Optional.ofNullable(query).map(QueryFunction::address);
  }

  /** Grants a principal the permission to send messages. */
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

  private void addAlarms(TracePipelineProps props) {
    WatchSettings settings = props.watch();
    if (!settings.hasRunbookAddress()) {
      Annotations.of(this)
          .addWarningV2(
              "tracequeue:runbook",
              "runbook_url is not set: alarms and notices name "
                  + settings.runbook()
                  + " without an address that a reader could open.");
    }
    AlarmFactory factory = new AlarmFactory(props.name(), settings.runbook(), topics);
    List<Alarm> alarms =
        PipelineAlarms.add(
            new Construct(this, "Alarms"), factory, queues, consumer(), metrics, topics);
    Construct ofAgents = new Construct(this, "Agents");
    for (AgentAlarmSettings agent : props.agentAlarms()) {
      AgentAlarms.add(
          new Construct(ofAgents, agent.slug()), agent, agentMetrics(agent.slug()), factory);
    }
    PipelineDashboard.create(
        this,
        props.name(),
        metrics,
        new PipelineDashboard.Subjects(queues, table, consumer(), watch(), alarms));
  }
}
