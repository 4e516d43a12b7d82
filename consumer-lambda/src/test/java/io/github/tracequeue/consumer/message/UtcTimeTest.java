// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UtcTimeTest {

  private static final Pattern FORM =
      Pattern.compile(
          "(20[2-9]\\d)-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))?(?:Z|\\+00:00)");

  @Test
  void parse_randomTimes_agreesWithTheJdk() {
    Random random = new Random(5);
    int valid = 0;
    for (int i = 0; i < RandomCases.of(200_000); i++) {
      String text = randomTime(random);
      long expected = expected(text);

      assertThat(parse(text)).as(text).isEqualTo(expected);
      valid += expected == UtcTime.INVALID ? 0 : 1;
    }
    assertThat(valid).isBetween(RandomCases.of(20_000), RandomCases.of(180_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-23T12:00:00",
        "2026-11-23T12:00:00+00",
        "2026-11-23T12:00:00+0000",
        "2026-11-23T12:00:00+00:00Z",
        "2026-11-23T12:00:00ZZ",
        "2026-11-23T12:00:00.Z",
        "2026-11-23T12:00:00.1234567890Z",
        "2026-11-23T12:00:00.12a4Z",
        "2026/11/23T12:00:00Z",
        "2026-11-23 12:00:00Z",
        "2026-11-23T12-00-00Z",
        "20261123T120000Z",
        "+2026-11-23T12:00:0Z",
        "2026-11-2\u0663T12:00:00Z"
      })
  void parse_otherForms_isInvalid(String text) {
    assertThat(parse(text)).isEqualTo(UtcTime.INVALID);
  }

  private static long parse(String text) {
    char[] padded = ("x" + text + "9Z").toCharArray();
    return UtcTime.parse(padded, 1, text.length());
  }

  private static long expected(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return UtcTime.INVALID;
    }
    try {
      String fraction = form.group(7) == null ? "" : form.group(7);
      long millis = Long.parseLong((fraction + "000").substring(0, 3));
      return LocalDateTime.of(
                      group(form, 1),
                      group(form, 2),
                      group(form, 3),
                      group(form, 4),
                      group(form, 5),
                      group(form, 6))
                  .toEpochSecond(ZoneOffset.UTC)
              * 1000
          + millis;
    } catch (DateTimeException e) {
      return UtcTime.INVALID;
    }
  }

  private static int group(Matcher form, int number) {
    return Integer.parseInt(form.group(number));
  }

  private static String randomTime(Random random) {
    String fraction = random.nextBoolean() ? "" : "." + digits(random, random.nextInt(11));
    String zone = random.nextInt(4) == 0 ? "+00:00" : random.nextInt(20) == 0 ? "-00:00" : "Z";
    return String.format(
        Locale.ROOT,
        "%04d-%02d-%02dT%02d:%02d:%02d%s%s",
        2015 + random.nextInt(90),
        random.nextInt(14),
        random.nextInt(33),
        random.nextInt(25),
        random.nextInt(62),
        random.nextInt(62),
        fraction,
        zone);
  }

  private static String digits(Random random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }
}
