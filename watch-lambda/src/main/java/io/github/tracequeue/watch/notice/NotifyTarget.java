// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.notice;

import io.github.tracequeue.watch.limit.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A topic and what it gets.
 *
 * @param audience for whom it is
 * @param format in which form
 * @param topicArn the topic
 */
public record NotifyTarget(Audience audience, NoticeFormat format, String topicArn) {

  /**
   * Reads {@code page standard arn:aws:sns:..., notify chat arn:aws:sns:...}.
   *
   * @throws IllegalArgumentException naming the part that is malformed
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
