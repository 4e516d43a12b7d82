// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

/**
 * The contract's patterns, without regular expressions because they run for each field of each
 * event.
 */
final class TextPatterns {

  private static final boolean[] SLUG = table("abcdefghijklmnopqrstuvwxyz0123456789._-");
  private static final boolean[] RUN_ID =
      table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:#+/@-");
  private static final boolean[] TAG =
      table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");
  private static final boolean[] KEY = table("abcdefghijklmnopqrstuvwxyz0123456789_");
  private static final boolean[] HEX = table("0123456789abcdef");
  private static final boolean[] ANY_CASE_HEX = table("0123456789abcdefABCDEF");

  private TextPatterns() {}

  static boolean isSlug(char[] text, int offset, int length) {
    return isWithin(length, 64) && isLowerOrDigit(text[offset]) && all(SLUG, text, offset, length);
  }

  static boolean isRunId(char[] text, int offset, int length) {
    return isWithin(length, 128)
        && (isLowerOrDigit(text[offset]) || (text[offset] >= 'A' && text[offset] <= 'Z'))
        && all(RUN_ID, text, offset, length);
  }

  static boolean isTagName(char[] text, int offset, int length) {
    return isWithin(length, 64) && all(TAG, text, offset, length);
  }

  static boolean isKey(char[] text, int offset, int length) {
    return isWithin(length, 32)
        && text[offset] >= 'a'
        && text[offset] <= 'z'
        && all(KEY, text, offset, length);
  }

  /** A UUID in 8-4-4-4-12 form, in any case, that is not all zero. */
  static boolean isUuid(char[] text, int offset, int length) {
    if (length != 36) {
      return false;
    }
    boolean isNil = true;
    for (int i = 0; i < 36; i++) {
      char c = text[offset + i];
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? c != '-' : c >= 128 || !ANY_CASE_HEX[c]) {
        return false;
      }
      isNil &= hyphen || c == '0';
    }
    return !isNil;
  }

  /** Lower-case hex digits that are not all zero. */
  static boolean isHexId(char[] text, int offset, int length) {
    int bits = 0;
    for (int i = offset; i < offset + length; i++) {
      bits |= text[i] ^ '0';
    }
    return bits != 0 && all(HEX, text, offset, length);
  }

  static boolean isPromptHash(char[] text, int offset, int length) {
    return length == 0 || (length == 16 && all(HEX, text, offset, length));
  }

  static boolean isHex(char[] text, int offset, int length) {
    return all(HEX, text, offset, length);
  }

  /** Not empty, without control characters, and without a space at either end. */
  static boolean isLabel(char[] text, int offset, int length) {
    if (length == 0 || text[offset] == ' ' || text[offset + length - 1] == ' ') {
      return false;
    }
    for (int i = offset; i < offset + length; i++) {
      if (isControl(text[i])) {
        return false;
      }
    }
    return true;
  }

  static boolean isControl(char c) {
    return c < ' ' || c == 0x7F;
  }

  private static boolean isWithin(int length, int max) {
    return length >= 1 && length <= max;
  }

  private static boolean isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean all(boolean[] allowed, char[] text, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (text[i] >= 128 || !allowed[text[i]]) {
        return false;
      }
    }
    return true;
  }

  private static boolean[] table(String allowed) {
    boolean[] table = new boolean[128];
    allowed.chars().forEach(c -> table[c] = true);
    return table;
  }
}
