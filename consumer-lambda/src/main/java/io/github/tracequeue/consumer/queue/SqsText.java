// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.queue;

/** Text with only the characters that SQS accepts, which are those of XML. */
final class SqsText {

  private static final char REPLACEMENT = '\uFFFD';

  private SqsText() {}

  /** The text with U+FFFD for characters that SQS refuses. */
  static String of(String text) {
    if (text.codePoints().allMatch(SqsText::isAllowed)) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .forEach(codePoint -> kept.appendCodePoint(isAllowed(codePoint) ? codePoint : REPLACEMENT));
    return kept.toString();
  }

  /** The length of a text in bytes of UTF-8. */
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
