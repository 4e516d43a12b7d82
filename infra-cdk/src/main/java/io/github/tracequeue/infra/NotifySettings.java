// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The targets of alarms and notices.
 *
 * @param page the targets of urgent messages, which wake someone
 * @param notification the targets of other messages; if it has none, {@code page} gets both
 */
public record NotifySettings(Targets page, Targets notification) {

  /** Checks that {@code page} has a target. */
  public NotifySettings {
    requireNonNull(notification, "notification");
    if (page.isEmpty()) {
      throw new IllegalArgumentException("page must have at least one target");
    }
  }

  /** Uses one e-mail address for everything. */
  public static NotifySettings mailing(String address) {
    return new NotifySettings(
        new Targets(List.of(address), List.of(), List.of(), List.of(), List.of()), Targets.NONE);
  }

  /**
   * The targets of one severity.
   *
   * @param emails e-mail addresses
   * @param https HTTPS endpoints, which receive the notice as JSON in an SNS message
   * @param pagerDuty endpoints of PagerDuty's CloudWatch integration, or of other tools that read
   *     alarms
   * @param topics ARNs of existing topics with e-mail or JSON subscribers
   * @param chatTopics ARNs of existing topics with a chat application as subscriber
   */
  public record Targets(
      List<String> emails,
      List<String> https,
      List<String> pagerDuty,
      List<String> topics,
      List<String> chatTopics) {

    /** No targets. */
    public static final Targets NONE =
        new Targets(List.of(), List.of(), List.of(), List.of(), List.of());

    /**
     * An alarm has at most five actions: the stack's topic, one for PagerDuty, and three existing
     * ones.
     */
    public static final int MOST_TOPICS = 3;

    /** Copies the lists and checks the number of existing topics. */
    public Targets {
      emails = List.copyOf(emails);
      https = List.copyOf(https);
      pagerDuty = List.copyOf(pagerDuty);
      topics = List.copyOf(topics);
      chatTopics = List.copyOf(chatTopics);
      Checks.range("number of existing topics", topics.size() + chatTopics.size(), 0, MOST_TOPICS);
    }

    boolean isEmpty() {
      return equals(NONE);
    }
  }
}
