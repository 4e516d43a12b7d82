// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CellRuleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ID    | 128 | !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{}",
        "NAME  | 256 | !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{}~",
        "SLUG  | 64  | azbky0189._-",
        "SCOPE | 16  | azbky-",
      },
      quoteCharacter = '\u0000')
  void accepts_text_isBoundedInSignsAndLength(CellRule rule, int maxLength, String allowed) {
    for (char c = 0; c < 0x180; c++) {
      boolean sameClass =
          allowed.indexOf(c) >= 0
              || (c > 'a' && c < 'z')
              || (allowed.indexOf('A') >= 0 && c > 'A' && c < 'Z')
              || (allowed.indexOf('0') >= 0 && c > '0' && c < '9')
              || (allowed.indexOf('{') >= 0 && c == '|');
      assertThat(rule.accepts("a" + c)).as("sign %d", (int) c).isEqualTo(sameClass);
      assertThat(rule.accepts(c + "a")).as("sign %d", (int) c).isEqualTo(sameClass);
    }
    assertThat(rule.accepts("")).isFalse();
    assertThat(rule.accepts("a".repeat(maxLength))).isTrue();
    assertThat(rule.accepts("a".repeat(maxLength + 1))).isFalse();
  }
}
