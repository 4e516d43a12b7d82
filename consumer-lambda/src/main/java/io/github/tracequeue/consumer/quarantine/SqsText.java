// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.quarantine;

/** Text as SQS takes it: of XML's characters, and of a limited number of bytes. */
final class SqsText {

  private static final char REPLACEMENT = '\uFFFD';

  private SqsText() {}

  /** The text with U+FFFD for what SQS refuses, cut to a number of bytes in UTF-8. */
  static String of(String text, int maxBytes) {
    StringBuilder kept = new StringBuilder(text.length());
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      int allowed = isAllowed(codePoint) ? codePoint : REPLACEMENT;
      bytes += utf8Bytes(allowed);
      if (bytes > maxBytes) {
        break;
      }
      kept.appendCodePoint(allowed);
    }
    return kept.toString();
  }

  /** How many bytes a text takes in UTF-8. */
  static int bytes(String text) {
    return text.codePoints().map(SqsText::utf8Bytes).sum();
  }

  private static boolean isAllowed(int codePoint) {
    if (codePoint < 0x20) {
      return codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    }
    return codePoint < Character.MIN_SURROGATE
        || (codePoint > Character.MAX_SURROGATE && codePoint < 0xFFFE)
        || codePoint > 0xFFFF;
  }

  private static int utf8Bytes(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
}
