// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.Locale;

/** Repairs texts that are similar to the contract's formats; other texts remain invalid. */
final class TextRepairs {

  private static final String URN = "urn:uuid:";
  private static final int HASH_DIGITS = 16;

  private TextRepairs() {}

  /** Trimmed, with spaces instead of control characters, and truncated. */
  static String label(String text, int max) {
    StringBuilder label = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      label.append(TextPatterns.isControl(c) ? ' ' : c);
    }
    return CodePoints.start(label.toString().trim(), max).trim();
  }

  static String hexId(String text) {
    return text.trim().replace("-", "").toLowerCase(Locale.ROOT);
  }

  static String uuid(String text) {
    String digits = text.trim().toLowerCase(Locale.ROOT);
    if (digits.startsWith(URN)) {
      digits = digits.substring(URN.length());
    }
    if (digits.startsWith("{") && digits.endsWith("}")) {
      digits = digits.substring(1, digits.length() - 1);
    }
    digits = digits.replace("-", "");
    if (digits.length() != 32) {
      return "";
    }
    return String.join(
        "-",
        digits.substring(0, 8),
        digits.substring(8, 12),
        digits.substring(12, 16),
        digits.substring(16, 20),
        digits.substring(20));
  }

  static String promptHash(String text) {
    String hash = text.trim().toLowerCase(Locale.ROOT);
    char[] digits = hash.toCharArray();
    return digits.length > HASH_DIGITS && TextPatterns.isHex(digits, 0, digits.length)
        ? hash.substring(0, HASH_DIGITS)
        : hash;
  }
}
