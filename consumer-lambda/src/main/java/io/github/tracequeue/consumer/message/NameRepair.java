// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.function.UnaryOperator;

/**
 * Converts any text to a name: each sequence of invalid characters becomes one joiner; invalid
 * characters at the start and joiners at the end are removed.
 *
 * @param allowed the characters of a name
 * @param first the characters that a name can begin with
 * @param lowerCase whether A to Z become lower case
 * @param joiner replaces invalid characters
 * @param max the maximum length
 */
record NameRepair(String allowed, String first, boolean lowerCase, char joiner, int max)
    implements UnaryOperator<String> {

  private static final String DIGITS = "0123456789";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + LOWER;

  static final NameRepair SLUG =
      new NameRepair(LOWER + DIGITS + "._-", LOWER + DIGITS, true, '-', 64);
  static final NameRepair RUN_ID =
      new NameRepair(LETTERS + DIGITS + "._:#+/@-", LETTERS + DIGITS, false, '-', 128);
  static final NameRepair TAG_NAME =
      new NameRepair(LETTERS + DIGITS + "._-", LETTERS + DIGITS + "._", false, '-', 64);
  static final NameRepair KEY = new NameRepair(LOWER + DIGITS + '_', LOWER, true, '_', 32);

  /** The name; empty if the text has no valid characters. */
  @Override
  public String apply(String text) {
    StringBuilder name = new StringBuilder();
    boolean replaced = false;
    for (int i = 0; i < text.length() && name.length() < max; i++) {
      char c = text.charAt(i);
      if (lowerCase && c >= 'A' && c <= 'Z') {
        c = (char) (c - 'A' + 'a');
      }
      if (allowed.indexOf(c) < 0) {
        if (!replaced && !name.isEmpty()) {
          name.append(joiner);
        }
        replaced = true;
      } else if (!name.isEmpty() || first.indexOf(c) >= 0) {
        name.append(c);
        replaced = false;
      }
    }
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == joiner) {
      end--;
    }
    return name.substring(0, end);
  }
}
