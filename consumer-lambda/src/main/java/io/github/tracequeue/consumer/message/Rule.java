// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

/**
 * What a field's value must be.
 *
 * @param kind how the value is read
 * @param min the least length of a text, in code points
 * @param max the greatest length of a text, in code points, or the greatest number
 * @param keep how many code points of a text are stored
 * @param pattern what the characters of a text must match
 * @param limit the limit in words
 */
record Rule(Kind kind, int min, long max, int keep, TextPattern pattern, String limit) {

  /** How much of a free text is stored. */
  static final int SUMMARY_CODE_POINTS = 300;

  enum Kind {
    TEXT,
    TIME,
    PROMPT,
    WHOLE,
    MONEY,
    FLAG,
    TAGS
  }

  /** A hand-written pattern over a piece of a buffer. */
  interface TextPattern {
    boolean matches(char[] text, int offset, int length);
  }

  static Rule anyText() {
    return pattern((text, offset, length) -> true, "");
  }

  /** A text whose length is part of its pattern. */
  static Rule pattern(TextPattern pattern, String limit) {
    return new Rule(Kind.TEXT, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, pattern, limit);
  }

  static Rule slug() {
    return pattern(TextPatterns::isSlug, "[a-z0-9][a-z0-9._-]{0,63}");
  }

  static Rule runId() {
    return pattern(TextPatterns::isRunId, "[A-Za-z0-9][A-Za-z0-9._:#+/@-]{0,127}");
  }

  static Rule hexId(int digits) {
    return pattern(
        (text, offset, length) -> length == digits && TextPatterns.isHexId(text, offset, length),
        digits + " lower-case hex digits, not all zero");
  }

  static Rule label(int max) {
    return new Rule(
        Kind.TEXT,
        1,
        max,
        Integer.MAX_VALUE,
        TextPatterns::hasNoControlCharacter,
        "1 to " + max + " code points without control characters");
  }

  static Rule freeText() {
    return new Rule(
        Kind.TEXT,
        0,
        4000,
        SUMMARY_CODE_POINTS,
        (text, offset, length) -> true,
        "at most 4000 code points");
  }

  static Rule prompt() {
    return new Rule(
        Kind.PROMPT, 0, 4000, 0, (text, offset, length) -> true, "at most 4000 code points");
  }

  static Rule time() {
    return ofKind(Kind.TIME, 0, "YYYY-MM-DDTHH:MM:SS[.f]Z, a real date of 2020 to 2099");
  }

  static Rule tokens() {
    return ofKind(Kind.WHOLE, 1_000_000_000, "0 to 1000000000");
  }

  static Rule durationMillis() {
    return ofKind(Kind.WHOLE, 86_400_000, "0 to 86400000");
  }

  static Rule money() {
    return ofKind(Kind.MONEY, 1_000_000, "0 to 1000000");
  }

  static Rule flag() {
    return ofKind(Kind.FLAG, 0, "true or false");
  }

  static Rule tags() {
    return ofKind(Kind.TAGS, 10, "at most 10 entries");
  }

  private static Rule ofKind(Kind kind, long max, String limit) {
    return new Rule(kind, 0, max, 0, (text, offset, length) -> true, limit);
  }
}
