// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import org.jspecify.annotations.Nullable;

/** Text made to fit the wire contract; lengths are in code points. */
final class Text {
  private Text() {}

  /** The first code points of a text, never half a surrogate pair, and no reference to the rest. */
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

  /** The text cut to fit, with a space for each control character. */
  static String identifier(String text, int codePoints) {
    String fitting = cut(text, codePoints);
    for (int i = 0; i < fitting.length(); i++) {
      if (isControl(fitting.charAt(i))) {
        return withoutControls(fitting);
      }
    }
    return fitting;
  }

  /** As {@link #identifier}, where an empty text is an absent one. */
  static @Nullable String optionalIdentifier(@Nullable String text, int codePoints) {
    return text == null || text.isEmpty() ? null : identifier(text, codePoints);
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** The text with U+FFFD for each surrogate that has no partner: UTF-8 has no bytes for those. */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!isPair(text, i)) {
          return repaired(text);
        }
        i++;
      }
    }
    return text;
  }

  /** Whether a surrogate pair begins at this index. */
  static boolean isPair(String text, int index) {
    return Character.isHighSurrogate(text.charAt(index))
        && index + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(index + 1));
  }

  static boolean isControl(char c) {
    return c < ' ' || c == 0x7f;
  }

  private static String withoutControls(String text) {
    var clean = new StringBuilder(text);
    for (int i = 0; i < clean.length(); i++) {
      if (isControl(clean.charAt(i))) {
        clean.setCharAt(i, ' ');
      }
    }
    return clean.toString();
  }

  private static String repaired(String text) {
    var clean = new StringBuilder(text);
    for (int i = 0; i < clean.length(); i++) {
      if (Character.isSurrogate(clean.charAt(i))) {
        if (isPair(text, i)) {
          i++;
        } else {
          clean.setCharAt(i, '\ufffd');
        }
      }
    }
    return clean.toString();
  }
}
