// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.notice;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Publishes notices to SNS topics. Thread-safe. */
public final class SnsNotifier implements Notifier {

  /** SNS accepts fewer than 100 ASCII characters without line breaks. */
  private static final int MAX_SUBJECT = 99;

  private final SnsClient sns;
  private final List<NotifyTarget> targets;
  private final Links links;

  /** Creates a notifier. The caller closes the client. */
  public SnsNotifier(SnsClient sns, List<NotifyTarget> targets, Links links) {
    this.sns = sns;
    this.targets = List.copyOf(targets);
    this.links = links;
  }

  @Override
  public Delivery send(Notice notice) {
    int sent = 0;
    List<String> failures = new ArrayList<>();
    for (NotifyTarget target : targets) {
      if (target.audience() == notice.audience()) {
        try {
          sns.publish(request(notice, target));
          sent++;
        } catch (SdkException e) {
          // Continue with the other targets.
          failures.add(target.topicArn() + ": " + e.getMessage());
        }
      }
    }
    return new Delivery(sent, failures);
  }

  private PublishRequest request(Notice notice, NotifyTarget target) {
    NoticeFormat format = target.format();
    return PublishRequest.builder()
        .topicArn(target.topicArn())
        .subject(cut(format.subject(notice, links)))
        .message(format.message(notice, links))
        .messageStructure(format.differsByProtocol() ? "json" : null)
        .build();
  }

  private static String cut(String subject) {
    String ascii = subject.replaceAll("[^\\x20-\\x7e]", "?");
    return ascii.length() <= MAX_SUBJECT ? ascii : ascii.substring(0, MAX_SUBJECT - 3) + "...";
  }
}
