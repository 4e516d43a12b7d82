// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * What must hold for every text that is given as a cursor: Jazzer looks for one for which it does
 * not ({@code -Pfuzz}), {@link CursorFuzzTest} tries some.
 *
 * <p>Reading one never throws. What is taken for a cursor is, character by character, the text that
 * this list gives for its position, and no other list takes it; what a list gives, it takes.
 */
public final class CursorFuzz {

  private static final String LIST = TraceQuery.ofAgent("cto").listName();
  private static final String OTHER_LIST = TraceQuery.ofAgent("sre").listName();

  /** In bytes; a sort key takes 1,024. */
  private static final int LONGEST_POSITION = 1_024;

  private CursorFuzz() {}

  /** Jazzer's entry point: throws where something does not hold. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    Optional<Cursor> cursor = Cursor.parse(text, LIST);
    if (cursor.isPresent()) {
      String position = cursor.orElseThrow().position();
      require(Cursor.at(position, LIST).text().equals(text), "two spellings of one cursor");
      require(Cursor.parse(text, OTHER_LIST).isEmpty(), "a cursor of two lists");
    }
    if (!text.isEmpty() && text.getBytes(UTF_8).length <= LONGEST_POSITION) {
      String given = Cursor.at(text, LIST).text();
      Optional<Cursor> back = Cursor.parse(given, LIST);
      require(back.isPresent(), "refuses its own cursor");
      require(back.orElseThrow().position().equals(text), "a cursor that goes on elsewhere");
      require(Cursor.parse(given, OTHER_LIST).isEmpty(), "a cursor of two lists");
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
