// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.notice;

import io.github.tracequeue.watch.limit.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An SNS topic for notices.
 *
 * @param audience which notices the topic gets
 * @param format the format of the notices
 * @param topicArn the ARN of the topic
 */
public record NotifyTarget(Audience audience, NoticeFormat format, String topicArn) {

  /**
   * Parses a list such as {@code page standard arn:aws:sns:..., notify chat arn:aws:sns:...}.
   *
   * @throws IllegalArgumentException if a part is invalid; the message contains it
   */
  public static List<NotifyTarget> parse(String text) {
    List<NotifyTarget> targets = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        String[] words = part.strip().split(" +", -1);
        try {
          targets.add(
              new NotifyTarget(
                  Audience.valueOf(words[0].toUpperCase(Locale.ROOT)),
                  NoticeFormat.valueOf(words[1].toUpperCase(Locale.ROOT)),
                  words[2]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
          throw new IllegalArgumentException(
              "a target must be audience, format and topic ARN, not " + part.strip(), e);
        }
      }
    }
    return targets;
  }
}
