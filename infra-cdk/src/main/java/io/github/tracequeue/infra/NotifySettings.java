// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where alarms and notices go.
 *
 * @param page the targets that wake someone
 * @param notification the targets that are read in the morning; without any, {@code page} gets both
 */
public record NotifySettings(Targets page, Targets notification) {

  /** Checks that someone can be woken. */
  public NotifySettings {
    requireNonNull(notification, "notification");
    if (page.isEmpty()) {
      throw new IllegalArgumentException("page must have at least one target");
    }
  }

  /** One e-mail address for everything. */
  public static NotifySettings mailing(String address) {
    return new NotifySettings(
        new Targets(List.of(address), List.of(), List.of(), List.of(), List.of()), Targets.NONE);
  }

  /**
   * The targets of one severity.
   *
   * @param emails e-mail addresses
   * @param https endpoints that take SNS's messages with the notice as JSON
   * @param pagerDuty endpoints of PagerDuty's CloudWatch integration, or of others that read alarms
   * @param topics ARNs of existing topics whose subscribers take mail and JSON
   * @param chatTopics ARNs of existing topics that a chat application is subscribed to
   */
  public record Targets(
      List<String> emails,
      List<String> https,
      List<String> pagerDuty,
      List<String> topics,
      List<String> chatTopics) {

    /** No target at all. */
    public static final Targets NONE =
        new Targets(List.of(), List.of(), List.of(), List.of(), List.of());

    /** An alarm takes five actions: a topic of ours, one for PagerDuty, and existing ones. */
    private static final int MOST_TOPICS = 3;

    /** Copies the lists, and checks how many existing topics there are. */
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
