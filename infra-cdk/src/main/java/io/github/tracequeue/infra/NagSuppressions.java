// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.constructs.IConstruct;

/** Suppresses findings of cdk-nag, with the reason. */
final class NagSuppressions {

  private NagSuppressions() {}

  /** X-Ray, CloudWatch and network interfaces do not support resource-level permissions. */
  static void actionsWithoutResources(IConstruct policy) {
    finding(
        policy,
        "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
        "xray:Put*, cloudwatch:PutMetricData and, in a VPC, ec2:*NetworkInterface* do not support"
            + " resource-level permissions; a condition limits metrics to a namespace.");
  }

  /** The CDK's grants for a customer managed key contain wildcards. */
  static void keyUse(IConstruct policy) {
    for (String action : List.of("kms:ReEncrypt*", "kms:GenerateDataKey*")) {
      finding(
          policy,
          "AwsSolutions::AwsSolutions-IAM5[Action::" + action + "]",
          "Both variants of the action belong to encryption, and the one key is named.");
    }
  }

  /** Quarantined messages and dead letters have no further dead-letter queue. */
  static void lastQueue(IConstruct queue) {
    for (String rule :
        List.of("AwsSolutions::AwsSolutions-SQS3", "Serverless::Serverless-SQSRedrivePolicy")) {
      finding(queue, rule, "Only people read this queue; an alarm reports new messages.");
    }
  }

  /** A queue is the event source, and failed messages return to it. */
  static void fedByQueue(IConstruct function) {
    finding(
        function,
        "Serverless::Serverless-LambdaDLQ",
        "It is called synchronously; failed messages stay in the queue, which has dead letters.");
  }

  /** The caller waits for the response. */
  static void calledByPeople(IConstruct function) {
    finding(
        function,
        "Serverless::Serverless-LambdaDLQ",
        "It is called synchronously; a failure is the caller's answer.");
  }

  /** Lambda does not support such a destination for a queue. */
  static void mappingOfQueue(IConstruct mapping) {
    finding(
        mapping,
        "Serverless::Serverless-LambdaEventSourceMappingDestination",
        "Not supported for queues: the queue's dead letters are the destination.");
  }

  /** A queue of undelivered messages would need someone to read it. */
  static void subscription(IConstruct subscription) {
    finding(
        subscription,
        "Serverless::Serverless-SNSRedrivePolicy",
        "Nobody would read undelivered messages: failed deliveries raise an alarm instead.");
  }

  /** The next run repeats the work of a failed one. */
  static void runsOnSchedule(IConstruct function) {
    for (String rule : List.of("LambdaDLQ", "LambdaAsyncFailureDestination", "EventBusDLQ")) {
      finding(
          function,
          "Serverless::Serverless-" + rule,
          "The event holds nothing, and an alarm says when no run has finished for 15 minutes.");
    }
  }

  /** The only file in the bucket is not secret, and its versions are kept. */
  static void bucketOfOneFile(IConstruct bucket) {
    finding(
        bucket,
        "AwsSolutions::AwsSolutions-S1",
        "It holds one price list, whose versions say what changed when.");
  }

  private static void finding(IConstruct where, String id, String reason) {
    Validations.of(where).acknowledge(Acknowledgment.builder().id(id).reason(reason).build());
  }
}
