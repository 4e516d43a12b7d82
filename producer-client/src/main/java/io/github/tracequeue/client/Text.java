// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import org.jspecify.annotations.Nullable;

/** Text that fits the wire contract. Lengths are in code points. */
final class Text {
  private Text() {}

  /** The first code points of a text, without half a surrogate pair or a reference to the rest. */
  static String cut(String text, int codePoints) {
    if (text.length() <= codePoints) {
      return text;
    }
    int end = 0;
    for (int i = 0; i < codePoints && end < text.length(); i++) {
      end += Character.charCount(text.codePointAt(end));
    }
    return text.substring(0, end);
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** The text with U+FFFD for each surrogate without a partner, which UTF-8 cannot encode. */
  static String wellFormed(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
