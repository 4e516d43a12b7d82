// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

/**
 * The JSON text of one event: a part of its message's body.
 *
 * @param start index of its first character
 * @param end index after its last character
 */
public record EventText(String body, int start, int end) {

  static EventText whole(String body) {
    return new EventText(body, 0, body.length());
  }

  /** The original text. */
  public String text() {
    return body.substring(start, end);
  }
}
