// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.sqs.QueueProps;
import software.amazon.awscdk.services.sqs.RedriveAllowPolicy;
import software.amazon.awscdk.services.sqs.RedrivePermission;
import software.constructs.Construct;

/** The event queue, its dead-letter queue, and the quarantine queue for rejected events. */
final class PipelineQueues {
  /** The number of receives after which a message becomes a dead letter. */
  static final int MAX_RECEIVE_COUNT = 5;

  static final int RETENTION_DAYS = 4;

  /**
   * Longer than in the event queue, because SQS counts a dead letter's age from its first arrival.
   */
  static final int DEAD_LETTER_RETENTION_DAYS = 14;

  private static final RedriveAllowPolicy NO_DEAD_LETTERS =
      RedriveAllowPolicy.builder().redrivePermission(RedrivePermission.DENY_ALL).build();

  private final Encryption encryption;
  private final Queue events;
  private final Queue deadLetters;
  private final Queue quarantine;

  PipelineQueues(Construct scope, String name, ConsumerSettings consumer, Encryption encryption) {
    this.encryption = encryption;
    Duration visibility = Duration.seconds(consumer.visibilityTimeout().toSeconds());
    quarantine =
        new Queue(
            scope,
            "Quarantine",
            settings(name + "-quarantine", DEAD_LETTER_RETENTION_DAYS, visibility)
                .redriveAllowPolicy(NO_DEAD_LETTERS)
                .build());
    deadLetters =
        new Queue(
            scope,
            "DeadLetters",
            settings(name + "-dead-letters", DEAD_LETTER_RETENTION_DAYS, visibility)
                .redriveAllowPolicy(onlyFrom(scope, name + "-events"))
                .build());
    NagSuppressions.lastQueue(quarantine);
    NagSuppressions.lastQueue(deadLetters);
    events =
        new Queue(
            scope,
            "Events",
            settings(name + "-events", RETENTION_DAYS, visibility)
                .redriveAllowPolicy(NO_DEAD_LETTERS)
                .deadLetterQueue(
                    DeadLetterQueue.builder()
                        .queue(deadLetters)
                        .maxReceiveCount(MAX_RECEIVE_COUNT)
                        .build())
                .build());
  }

  Queue events() {
    return events;
  }

  Queue deadLetters() {
    return deadLetters;
  }

  Queue quarantine() {
    return quarantine;
  }

  /** Grants other accounts the permission to send. Their own policies must allow it too. */
  void acceptFrom(List<String> accounts) {
    if (!accounts.isEmpty()) {
      IPrincipal[] principals =
          accounts.stream().map(AccountPrincipal::new).toArray(IPrincipal[]::new);
      events.addToResourcePolicy(
          PolicyStatement.Builder.create()
              .sid("AcceptFromAccounts")
              .principals(List.of(principals))
              .actions(List.of("sqs:SendMessage"))
              .resources(List.of(events.getQueueArn()))
              .build());
      for (IPrincipal principal : principals) {
        encryption.grantSend(principal);
      }
    }
  }

  /** The permission of a producer. It also covers batches. */
  Grant grantProduce(IGrantable producer) {
    encryption.grantSend(producer);
    return events.grant(producer, "sqs:SendMessage");
  }

  void grantQuarantine(IGrantable consumer) {
    encryption.grantSend(consumer);
    quarantine.grant(consumer, "sqs:SendMessage");
  }

  /** Grants the consumer the permission to send back the rest of an unfinished message. */
  void grantSendBack(IGrantable consumer) {
    encryption.grantSend(consumer);
    events.grant(consumer, "sqs:SendMessage");
  }

  /** The permissions of the event source mapping, which uses the consumer's role. */
  void grantConsume(IGrantable consumer) {
    encryption.grantDecrypt(consumer);
    events.grant(consumer, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
  }

  private QueueProps.Builder settings(String name, int retentionDays, Duration visibility) {
    QueueProps.Builder properties =
        QueueProps.builder()
            .queueName(name)
            .enforceSsl(true)
            .retentionPeriod(Duration.days(retentionDays))
            .visibilityTimeout(visibility);
    encryption
        .key()
        .ifPresentOrElse(
            key -> properties.encryption(QueueEncryption.KMS).encryptionMasterKey(key),
            () -> properties.encryption(QueueEncryption.SQS_MANAGED));
    return properties;
  }

  /**
   * Refers to the queue by name. A reference would be circular, because the queue refers to its
   * dead-letter queue.
   */
  private static RedriveAllowPolicy onlyFrom(Construct scope, String queueName) {
    String arn =
        Stack.of(scope)
            .formatArn(ArnComponents.builder().service("sqs").resource(queueName).build());
    IQueue source = Queue.fromQueueArn(scope, "EventsByName", arn);
    return RedriveAllowPolicy.builder()
        .redrivePermission(RedrivePermission.BY_QUEUE)
        .sourceQueues(List.of(source))
        .build();
  }
}
