// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.smoke;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Subscription;

/**
 * Whether those who are to be told have confirmed. SNS deletes a subscription that nobody confirms
 * within 48 hours, and counts no failure for it.
 */
final class Subscriptions {
  static final String STEP = "confirmed";

  /** What SNS says in place of an ARN. */
  private static final String PENDING = "PendingConfirmation";

  private Subscriptions() {}

  static StepResult of(SnsClient sns, String topicArn) {
    List<String> waiting = new ArrayList<>();
    int confirmed = 0;
    try {
      for (Subscription subscription :
          sns.listSubscriptionsByTopicPaginator(request -> request.topicArn(topicArn))
              .subscriptions()) {
        if (PENDING.equals(subscription.subscriptionArn())) {
          waiting.add(subscription.protocol() + " " + subscription.endpoint());
        } else {
          confirmed++;
        }
      }
    } catch (SdkException e) {
      return StepResult.skipped(STEP, "sns:ListSubscriptionsByTopic: " + e.getMessage());
    }
    if (!waiting.isEmpty()) {
      return StepResult.failed(
          STEP,
          String.format(
              Locale.ROOT,
              "%s has subscriptions that are not confirmed and receive nothing: %s",
              topicArn,
              String.join(", ", waiting)));
    }
    return confirmed == 0
        ? StepResult.failed(STEP, topicArn + " has no subscription: nobody receives its notices")
        : StepResult.ok(
            STEP, String.format(Locale.ROOT, "%d subscriptions of %s", confirmed, topicArn));
  }
}
