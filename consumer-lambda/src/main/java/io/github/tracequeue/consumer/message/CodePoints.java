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
        char valid = Character.isSurrogate(c) ? REPLACEMENT : c;
        bytes[size++] = (byte) (0xE0 | (valid >> 12));
        bytes[size++] = (byte) (0x80 | ((valid >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (valid & 0x3F));
      }
    }
    return Arrays.copyOf(bytes, size);
  }

  /** At most {@code maxCodePoints} code points as a text without lone surrogates. */
  static String start(String text, int maxCodePoints) {
    return start(text.toCharArray(), 0, text.length(), maxCodePoints);
  }

  /** At most {@code maxCodePoints} code points as a text without lone surrogates. */
  static String start(char[] text, int offset, int length, int maxCodePoints) {
    int end = offset + length;
    char[] fixed = null;
    int codePoints = 0;
    int i = offset;
    for (; i < end && codePoints < maxCodePoints; i++, codePoints++) {
      if (!Character.isSurrogate(text[i])) {
        continue;
      }
      if (isPair(text, i, end)) {
        i++;
      } else {
        if (fixed == null) {
          fixed = Arrays.copyOfRange(text, offset, end);
        }
        fixed[i - offset] = REPLACEMENT;
      }
    }
    return fixed == null ? new String(text, offset, i - offset) : new String(fixed, 0, i - offset);
  }

  /** The maximum number of UTF-8 bytes of a text. */
  static int utf8Bytes(CharSequence text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += utf8Bytes(text.charAt(i));
    }
    return bytes;
  }

  /** The start of a text with at most this number of UTF-8 bytes. */
  static String startOfBytes(String text, int maxBytes) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += utf8Bytes(text.charAt(i));
      if (bytes > maxBytes) {
        boolean splits = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        return text.substring(0, splits ? i - 1 : i);
      }
    }
    return text;
  }

  /** The number of UTF-8 bytes of a character; each half of a surrogate pair counts like U+FFFD. */
  private static int utf8Bytes(char c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
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
