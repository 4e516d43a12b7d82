// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.message.TextRule.TextPattern;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each pattern by hand against the contract's regular expression, for a great many texts. */
final class TextPatternsTest {

  private static final String UUID =
      "(?!00000000-0000-0000-0000-0{12})"
          + "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";

  private static final String CHARACTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:#+/@~ \n\t\u0000\u007f\u0080é日";

  @Test
  void isSlug_anyText_agreesWithItsExpression() {
    check(TextPatterns::isSlug, "[a-z0-9][a-z0-9._-]{0,63}", "agent-07.b_c", 64);
  }

  @Test
  void isRunId_anyText_agreesWithItsExpression() {
    check(
        TextPatterns::isRunId,
        "[A-Za-z0-9][A-Za-z0-9._:#+/@-]{0,127}",
        "2026-11-23T12:00:00.000Z#a/b+c@d_e",
        128);
  }

  @Test
  void isTagName_anyText_agreesWithItsExpression() {
    check(TextPatterns::isTagName, "[A-Za-z0-9_.-]{1,64}", "Team_1.a-b", 64);
  }

  @Test
  void isKey_anyText_agreesWithItsExpression() {
    check(TextPatterns::isKey, "[a-z][a-z0-9_]{0,31}", "web_search2", 32);
  }

  @Test
  void isUuid_anyText_agreesWithItsExpression() {
    check(TextPatterns::isUuid, UUID, "019adf3c-8A40-7c3e-9d51-6B7f0a2e4c88", 36);
    check(TextPatterns::isUuid, UUID, "00000000-0000-0000-0000-000000000000", 36);
  }

  @Test
  void isPromptHash_anyText_agreesWithItsExpression() {
    check(TextPatterns::isPromptHash, "([0-9a-f]{16})?", "8e0c1f95df58011e", 16);
  }

  @Test
  void hexId_anyText_agreesWithItsExpression() {
    check(TextRule.hexId(16).pattern(), "(?!0{16})[0-9a-f]{16}", "00f067aa0ba902b7", 16);
    check(TextRule.hexId(16).pattern(), "(?!0{16})[0-9a-f]{16}", "0000000000000000", 16);
    check(
        TextRule.hexId(32).pattern(),
        "(?!0{32})[0-9a-f]{32}",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        32);
  }

  @Test
  void isLabel_anyText_agreesWithItsExpression() {
    check(TextPatterns::isLabel, "(?! )[^\\x00-\\x1f\\x7f]+(?<! )", "claude sonnet \u0080é", 40);
  }

  private static void check(TextPattern pattern, String expression, String sample, int length) {
    Pattern expected = Pattern.compile(expression);
    Random random = new Random(3);
    assertThat(matches(pattern, sample)).isEqualTo(expected.matcher(sample).matches());
    for (int i = 0; i < RandomCases.of(20_000); i++) {
      StringBuilder text = new StringBuilder(sample);
      int changes = random.nextInt(3);
      for (int n = 0; n < changes; n++) {
        change(text, random, length);
      }
      assertThat(matches(pattern, text.toString()))
          .as("%s", text)
          .isEqualTo(expected.matcher(text).matches());
    }
  }

  private static void change(StringBuilder text, Random random, int length) {
    char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    int at = text.isEmpty() ? 0 : random.nextInt(text.length());
    switch (random.nextInt(5)) {
      case 0 -> text.insert(at, c);
      case 1 -> text.setLength(at);
      case 2 ->
          text.append("a".repeat(Math.max(0, length - text.length() + random.nextInt(3) - 1)));
      default -> {
        if (!text.isEmpty()) {
          text.setCharAt(at, c);
        }
      }
    }
  }

  private static boolean matches(TextPattern pattern, String text) {
    char[] padded = ("a" + text + "a").toCharArray();
    return pattern.matches(padded, 1, text.length());
  }
}
