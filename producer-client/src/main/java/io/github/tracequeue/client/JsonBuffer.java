// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/**
 * Builds JSON in ASCII: all other characters are escaped, so the number of characters equals the
 * number of bytes and SQS accepts any text. Not thread-safe.
 */
final class JsonBuffer {
  private final StringBuilder json;

  JsonBuffer(int capacity) {
    json = new StringBuilder(capacity);
  }

  void clear() {
    json.setLength(0);
  }

  /** Appends ASCII without escaping. */
  JsonBuffer raw(String ascii) {
    json.append(ascii);
    return this;
  }

  /** Appends an ASCII character without escaping. */
  JsonBuffer raw(char ascii) {
    json.append(ascii);
    return this;
  }

  /** Appends a member's name, with a comma before it unless it is the first of its object. */
  JsonBuffer key(String name) {
    if (json.length() > 0 && json.charAt(json.length() - 1) != '{') {
      json.append(',');
    }
    return string(name).raw(':');
  }

  JsonBuffer number(long value) {
    json.append(value);
    return this;
  }

  /** Appends a string with its quotes. */
  JsonBuffer string(String text) {
    json.append('"');
    if (isPlain(text)) {
      json.append(text);
    } else {
      escape(Text.wellFormed(text));
    }
    json.append('"');
    return this;
  }

  /** The JSON so far. */
  @Override
  public String toString() {
    return json.toString();
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (isPlain(c)) {
            json.append(c);
          } else {
            json.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              json.append(Character.forDigit((c >>> shift) & 0xf, 16));
            }
          }
        }
      }
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
  }
}
