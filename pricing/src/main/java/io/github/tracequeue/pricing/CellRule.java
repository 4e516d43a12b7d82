// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

/**
 * What a text cell of a price file may hold. Not regular expressions: they would take most of the
 * time that a cold start spends on the price book.
 */
enum CellRule {
  ID(128, "1 to 128 visible ASCII characters without a blank or ~"),
  NAME(256, "1 to 256 visible ASCII characters without a blank"),
  SLUG(64, "1 to 64 of a-z 0-9 . _ -"),
  SCOPE(16, "1 to 16 of a-z and -, such as bare, global, us-gov");

  private final int maxLength;
  private final String description;

  CellRule(int maxLength, String description) {
    this.maxLength = maxLength;
    this.description = description;
  }

  /** The rule in words, with its limit. */
  String description() {
    return description;
  }

  boolean accepts(String text) {
    if (text.isEmpty() || text.length() > maxLength) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!allows(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean allows(char c) {
    boolean lowerCase = c >= 'a' && c <= 'z';
    return switch (this) {
      case ID -> c > ' ' && c < '~';
      case NAME -> c > ' ' && c <= '~';
      case SLUG -> lowerCase || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
      case SCOPE -> lowerCase || c == '-';
    };
  }
}
