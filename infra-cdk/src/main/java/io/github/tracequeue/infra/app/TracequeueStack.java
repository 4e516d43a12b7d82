// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import io.github.tracequeue.infra.TracePipeline;
import io.github.tracequeue.infra.TracePipelineProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnOutputProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** A stack with one pipeline. Its outputs are the values that agents and people need. */
final class TracequeueStack extends Stack {

  TracequeueStack(Construct scope, StackProps stack, TracePipelineProps props) {
    super(scope, props.name(), stack);
    TracePipeline pipeline = new TracePipeline(this, "Pipeline", props);
    output(
        "QueueUrl",
        pipeline.queue().getQueueUrl(),
        "The queue for events: the agents' TRACEQUEUE_QUEUE_URL");
    output(
        "ProducerPolicyArn",
        pipeline.producerPolicy().getManagedPolicyArn(),
        "The policy for the role of each agent");
    output("TableName", pipeline.table().getTableName(), "The table of calls and runs");
    output(
        "PricesBucketName",
        pipeline.pricesBucketName(),
        "The bucket that \"tracequeue prices push\" writes to");
    output(
        "MetricsNamespace", pipeline.metricsNamespace(), "The CloudWatch namespace of the metrics");
    pipeline
        .pageTopic()
        .ifPresent(
            topic ->
                output(
                    "PageTopicArn",
                    topic.getTopicArn(),
                    "The topic for urgent notices and alarms"));
    pipeline
        .notifyTopic()
        .ifPresent(
            topic ->
                output(
                    "NotifyTopicArn",
                    topic.getTopicArn(),
                    "The topic for notices and alarms that can wait"));
    output(
        "QuarantineQueueUrl",
        pipeline.quarantineQueue().getQueueUrl(),
        "The queue of rejected events");
    output("DeadLetterQueueUrl", pipeline.deadLetterQueue().getQueueUrl(), "The dead-letter queue");
    pipeline
        .queryAddress()
        .ifPresent(url -> output("QueryUrl", url, "The read API; requests must be signed"));
  }

  private void output(String name, String value, String description) {
    new CfnOutput(
        this, name, CfnOutputProps.builder().value(value).description(description).build());
  }
}
