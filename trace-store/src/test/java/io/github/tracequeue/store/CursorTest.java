// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CursorTest {

  private static final TraceQuery LIST = TraceQuery.ofAgent("cto");
  private static final String POSITION = "2026-11-23T12:00:00.000Z#019a0000-0000-7000-8000-1";
  private static final String TEXT = Cursor.at(POSITION, LIST.listName()).text();

  @Test
  void cursor_itsOwnText_isThePositionAgain() {
    assertThat(LIST.cursor(TEXT).orElseThrow().position()).isEqualTo(POSITION);
    assertThat(TEXT).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void cursor_anyCharacterChanged_isNone() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ %";
    for (int at = 0; at < TEXT.length(); at++) {
      for (int i = 0; i < alphabet.length(); i++) {
        String changed = TEXT.substring(0, at) + alphabet.charAt(i) + TEXT.substring(at + 1);
        assertThat(LIST.cursor(changed).isPresent()).isEqualTo(changed.equals(TEXT));
      }
    }
  }

  @Test
  void cursor_cutLengthenedOrPadded_isNone() {
    for (int length = 0; length < TEXT.length(); length++) {
      assertThat(LIST.cursor(TEXT.substring(0, length))).isEmpty();
    }
    assertThat(LIST.cursor(TEXT + "A")).isEmpty();
    assertThat(LIST.cursor(TEXT + "=")).isEmpty();
    assertThat(LIST.cursor(TEXT + "A".repeat(1_000_000))).isEmpty();
  }

  @Test
  void cursor_randomTexts_areNone() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      assertThat(LIST.cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
          .isEmpty();
      assertThat(LIST.cursor(new String(bytes, StandardCharsets.ISO_8859_1))).isEmpty();
    }
  }

  @Test
  void cursor_ofAnotherList_isNone() {
    assertThat(TraceQuery.ofAgent("sre").cursor(TEXT)).isEmpty();
    assertThat(TraceQuery.ofAllAgents().cursor(TEXT)).isEmpty();
    assertThat(LIST.matching(TraceFilter.ofRun("r")).cursor(TEXT)).isEmpty();
    assertThat(new RunQuery("cto", null).cursor(TEXT)).isEmpty();
  }

  @Test
  void cursor_ofAnotherTimeRange_isTheSame() {
    assertThat(LIST.within(TimeRange.since(Traces.NOON)).cursor(TEXT)).isPresent();
  }
}
