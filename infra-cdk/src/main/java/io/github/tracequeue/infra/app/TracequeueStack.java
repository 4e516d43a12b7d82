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
    output("QueueUrl", pipeline.queue().getQueueUrl(), "Where agents send: TRACEQUEUE_QUEUE_URL");
    output(
        "ProducerPolicyArn",
        pipeline.producerPolicy().getManagedPolicyArn(),
        "To attach to the role of each agent");
    output("TableName", pipeline.table().getTableName(), "Where traces are kept");
    output(
        "PricesBucketName",
        pipeline.pricesBucketName(),
        "Where \"tracequeue prices push\" puts your prices");
    output(
        "MetricsNamespace", pipeline.metricsNamespace(), "CloudWatch's namespace of all metrics");
    pipeline
        .pageTopic()
        .ifPresent(topic -> output("PageTopicArn", topic.getTopicArn(), "What wakes someone"));
    pipeline
        .notifyTopic()
        .ifPresent(topic -> output("NotifyTopicArn", topic.getTopicArn(), "What can wait"));
    output("QuarantineQueueUrl", pipeline.quarantineQueue().getQueueUrl(), "Rejected events");
    output("DeadLetterQueueUrl", pipeline.deadLetterQueue().getQueueUrl(), "Events set aside");
    pipeline
        .queryAddress()
        .ifPresent(url -> output("QueryUrl", url, "The read API; requests must be signed"));
  }

  private void output(String name, String value, String description) {
    new CfnOutput(
        this, name, CfnOutputProps.builder().value(value).description(description).build());
  }
}
