// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class CodePointsTest {

  private static final char[] ALPHABET = {
    'a', '\u007f', '\u0080', '\u07ff', '\u0800', '\uffff', '\ud800', '\udbff', '\udc00', '\udfff',
    'é'
  };

  @Test
  void start_randomText_isWhatStringsCodePointsSay() {
    Random random = new Random(9);
    for (int i = 0; i < RandomCases.of(100_000); i++) {
      String text = randomText(random);
      int max = random.nextInt(12);
      char[] padded = ("\ud83d" + text + "\ude00").toCharArray();
      String expected = fixed(text, max);

      assertThat(CodePoints.start(padded, 1, text.length(), max)).isEqualTo(expected);
      assertThat(CodePoints.encodeUtf8(padded, 1, text.length(), max))
          .isEqualTo(expected.getBytes(UTF_8));
      assertThat(CodePoints.count(padded, 1, text.length()))
          .isEqualTo(text.codePointCount(0, text.length()));
    }
  }

  @Test
  void encodeUtf8_longText_stopsAtTheLimit() {
    char[] text = "\ud83d\ude00".repeat(5_000).toCharArray();

    assertThat(CodePoints.encodeUtf8(text, 0, text.length, 200)).hasSize(800);
  }

  @Test
  void startOfBytes_randomText_fitsAndSplitsNoPair() {
    Random random = new Random(10);
    for (int i = 0; i < RandomCases.of(20_000); i++) {
      String text = randomText(random);
      int max = random.nextInt(30);

      String start = CodePoints.startOfBytes(text, max);

      assertThat(text).startsWith(start);
      assertThat(CodePoints.utf8Bytes(start)).isLessThanOrEqualTo(max);
      assertThat(start.getBytes(UTF_8).length).isLessThanOrEqualTo(max);
      if (CodePoints.utf8Bytes(text) <= max) {
        assertThat(start).isEqualTo(text);
      }
    }
    assertThat(CodePoints.startOfBytes("a\ud83d\ude00", 4)).isEqualTo("a");
  }

  private static String fixed(String text, int max) {
    StringBuilder fixed = new StringBuilder();
    text.codePoints()
        .limit(max)
        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(fixed::appendCodePoint);
    return fixed.toString();
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return text.toString();
  }
}
