// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

/** The contract's patterns, written by hand: they run for each field of each event. */
final class TextPatterns {

  private static final boolean[] SLUG = table("abcdefghijklmnopqrstuvwxyz0123456789._-");
  private static final boolean[] RUN_ID =
      table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:#+/@-");
  private static final boolean[] TAG =
      table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");
  private static final boolean[] DROP_REASON = table("abcdefghijklmnopqrstuvwxyz0123456789_");
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

  static boolean isTagName(String name) {
    return isWithin(name.length(), 64) && all(TAG, name.toCharArray(), 0, name.length());
  }

  static boolean isDropReason(String name) {
    return isWithin(name.length(), 32)
        && name.charAt(0) >= 'a'
        && name.charAt(0) <= 'z'
        && all(DROP_REASON, name.toCharArray(), 0, name.length());
  }

  static boolean isUuid(char[] text, int offset, int length) {
    if (length != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      char c = text[offset + i];
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? c != '-' : c >= 128 || !ANY_CASE_HEX[c]) {
        return false;
      }
    }
    return true;
  }

  /** Lower-case hex digits of which one at least is not zero. */
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

  static boolean hasNoControlCharacter(char[] text, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (text[i] < ' ' || text[i] == 0x7F) {
        return false;
      }
    }
    return true;
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
