// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.Arrays;

/** Code points of UTF-16 text in a buffer; a surrogate without its partner counts as U+FFFD. */
final class CodePoints {

  private static final char REPLACEMENT = '\uFFFD';

  private CodePoints() {}

  /** The UTF-8 bytes of at most {@code maxCodePoints} code points. */
  static byte[] encodeUtf8(char[] text, int offset, int length, int maxCodePoints) {
    byte[] bytes = new byte[Math.min(length, 2 * maxCodePoints) * 3];
    int end = offset + length;
    int size = 0;
    int codePoints = 0;
    for (int i = offset; i < end && codePoints < maxCodePoints; i++, codePoints++) {
      char c = text[i];
      if (c < 0x80) {
        bytes[size++] = (byte) c;
      } else if (c < 0x800) {
        bytes[size++] = (byte) (0xC0 | (c >> 6));
        bytes[size++] = (byte) (0x80 | (c & 0x3F));
      } else if (isPair(text, i, end)) {
        int codePoint = Character.toCodePoint(c, text[++i]);
        bytes[size++] = (byte) (0xF0 | (codePoint >> 18));
        bytes[size++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        bytes[size++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (codePoint & 0x3F));
      } else {
        char whole = Character.isSurrogate(c) ? REPLACEMENT : c;
        bytes[size++] = (byte) (0xE0 | (whole >> 12));
        bytes[size++] = (byte) (0x80 | ((whole >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (whole & 0x3F));
      }
    }
    return Arrays.copyOf(bytes, size);
  }

  /** At most {@code maxCodePoints} code points as a text without lone surrogates. */
  static String start(char[] text, int offset, int length, int maxCodePoints) {
    int end = offset + length;
    char[] mended = null;
    int codePoints = 0;
    int i = offset;
    for (; i < end && codePoints < maxCodePoints; i++, codePoints++) {
      if (!Character.isSurrogate(text[i])) {
        continue;
      }
      if (isPair(text, i, end)) {
        i++;
      } else {
        if (mended == null) {
          mended = Arrays.copyOfRange(text, offset, end);
        }
        mended[i - offset] = REPLACEMENT;
      }
    }
    return mended == null
        ? new String(text, offset, i - offset)
        : new String(mended, 0, i - offset);
  }

  static int count(char[] text, int offset, int length) {
    int end = offset + length;
    int pairs = 0;
    for (int i = offset; i < end; i++) {
      if (isPair(text, i, end)) {
        pairs++;
        i++;
      }
    }
    return length - pairs;
  }

  private static boolean isPair(char[] text, int i, int end) {
    return Character.isHighSurrogate(text[i])
        && i + 1 < end
        && Character.isLowSurrogate(text[i + 1]);
  }
}
