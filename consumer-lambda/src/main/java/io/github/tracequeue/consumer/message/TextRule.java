// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A text.
 *
 * @param max the maximum length in code points
 * @param keep the number of code points that are kept
 * @param pattern the pattern of its characters
 * @param repair repairs an invalid text; returns an empty text if it cannot
 * @param limit the limit as text
 */
record TextRule(int max, int keep, TextPattern pattern, UnaryOperator<String> repair, String limit)
    implements Rule {

  /** The number of code points of a free text that are stored. */
  static final int SUMMARY_CODE_POINTS = 300;

  private static final int FREE_TEXT_CODE_POINTS = 4_000;

  /** A pattern for a part of a buffer. */
  interface TextPattern {
    boolean matches(char[] text, int offset, int length);
  }

  static TextRule slug() {
    return pattern(TextPatterns::isSlug, NameRepair.SLUG, "[a-z0-9][a-z0-9._-]{0,63}");
  }

  static TextRule runId() {
    return pattern(
        TextPatterns::isRunId, NameRepair.RUN_ID, "[A-Za-z0-9][A-Za-z0-9._:#+/@-]{0,127}");
  }

  static TextRule tagName() {
    return pattern(TextPatterns::isTagName, NameRepair.TAG_NAME, "[A-Za-z0-9_.-]{1,64}");
  }

  static TextRule key() {
    return pattern(TextPatterns::isKey, NameRepair.KEY, "[a-z][a-z0-9_]{0,31}");
  }

  static TextRule hexId(int digits) {
    return pattern(
        (text, offset, length) -> length == digits && TextPatterns.isHexId(text, offset, length),
        TextRepairs::hexId,
        digits + " lower-case hex digits, not all zero");
  }

  static TextRule uuid() {
    return pattern(TextPatterns::isUuid, TextRepairs::uuid, "UUID");
  }

  static TextRule promptHash() {
    return pattern(TextPatterns::isPromptHash, TextRepairs::promptHash, "16 hex digits or empty");
  }

  static TextRule label(int max) {
    return new TextRule(
        max,
        max,
        TextPatterns::isLabel,
        text -> TextRepairs.label(text, max),
        "1 to " + max + " code points without control characters");
  }

  static TextRule freeText(int keep) {
    return text(FREE_TEXT_CODE_POINTS, keep);
  }

  static TextRule text(int max, int keep) {
    return new TextRule(
        max,
        keep,
        (text, offset, length) -> true,
        text -> CodePoints.start(text, max),
        "at most " + max + " code points");
  }

  /** A text whose length is part of its pattern. */
  private static TextRule pattern(TextPattern pattern, UnaryOperator<String> repair, String limit) {
    return new TextRule(Integer.MAX_VALUE, Integer.MAX_VALUE, pattern, repair, limit);
  }

  @Override
  public Reading read(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      char[] text = parser.getTextCharacters();
      int offset = parser.getTextOffset();
      int length = parser.getTextLength();
      if (isValid(text, offset, length)) {
        return Reading.valid(CodePoints.start(text, offset, length, keep));
      }
    }
    String text = Rule.scalarText(parser, token);
    return text == null ? Reading.unusable(Reason.WRONG_TYPE) : repaired(text);
  }

  /** The text, unchanged or repaired, or null. */
  @Nullable String valid(String text) {
    if (isValid(text)) {
      return text;
    }
    return (String) repaired(text).value();
  }

  boolean isValid(String text) {
    return isValid(text.toCharArray(), 0, text.length());
  }

  private Reading repaired(String text) {
    String repaired = repair.apply(text);
    if (!repaired.isEmpty() && isValid(repaired)) {
      return Reading.repaired(CodePoints.start(repaired, keep));
    }
    return Reading.unusable(text.trim().isEmpty() ? Reason.MISSING_FIELD : Reason.BAD_FORMAT);
  }

  private boolean isValid(char[] text, int offset, int length) {
    return (length <= max || CodePoints.count(text, offset, length) <= max)
        && pattern.matches(text, offset, length);
  }
}
