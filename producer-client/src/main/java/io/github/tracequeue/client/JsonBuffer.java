// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of JSON in ASCII: everything else is escaped, so that chars and bytes count
 * alike and SQS takes any text. For one thread.
 */
final class JsonBuffer {
  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] REPLACEMENT = ascii("\\ufffd");

  private byte[] bytes;
  private int length;

  JsonBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int length() {
    return length;
  }

  /** Goes back to an earlier length. */
  void truncate(int newLength) {
    length = newLength;
  }

  /** What is in the buffer, as a string of as many chars as bytes. */
  String text() {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  void raw(byte[] json) {
    ensure(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
  }

  void raw(char ascii) {
    ensure(1);
    bytes[length++] = (byte) ascii;
  }

  void append(JsonBuffer other) {
    ensure(other.length);
    System.arraycopy(other.bytes, 0, bytes, length, other.length);
    length += other.length;
  }

  /** ASCII that needs no escaping. */
  void plain(String ascii) {
    plain(ascii, 0, ascii.length());
  }

  void plain(String ascii, int from, int to) {
    ensure(to - from);
    for (int i = from; i < to; i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
  }

  /** A string with its quotes. */
  void string(String text) {
    // Six bytes for each char is the most that escaping makes of it.
    ensure(2 + 6 * text.length());
    bytes[length++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f) {
        if (c == '"' || c == '\\') {
          bytes[length++] = '\\';
        }
        bytes[length++] = (byte) c;
      } else if (Character.isSurrogate(c)) {
        i = surrogate(text, i);
      } else {
        escape(c);
      }
    }
    bytes[length++] = '"';
  }

  void number(long value) {
    if (value < 0) {
      raw('-');
      number(-value);
      return;
    }
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    digits(value, digits);
  }

  /** A number with leading zeros. */
  void digits(long value, int count) {
    ensure(count);
    long rest = value;
    for (int i = length + count - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
  }

  /** The lowest digits of a number in hexadecimal. */
  void hex(long value, int count) {
    ensure(count);
    for (int shift = 4 * (count - 1); shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(int) (value >>> shift) & 0xf];
    }
  }

  /** Writes a pair, or U+FFFD for half of one, and returns the index of its last char. */
  private int surrogate(String text, int index) {
    if (!Text.isPair(text, index)) {
      raw(REPLACEMENT);
      return index;
    }
    escape(text.charAt(index));
    escape(text.charAt(index + 1));
    return index + 1;
  }

  private void escape(char c) {
    bytes[length++] = '\\';
    switch (c) {
      case '\n' -> bytes[length++] = 'n';
      case '\r' -> bytes[length++] = 'r';
      case '\t' -> bytes[length++] = 't';
      default -> {
        bytes[length++] = 'u';
        hex(c, 4);
      }
    }
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
