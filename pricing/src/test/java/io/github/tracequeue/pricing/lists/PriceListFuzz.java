// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing.lists;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tracequeue.pricing.PriceImport;
import io.github.tracequeue.pricing.PriceList;
import io.github.tracequeue.pricing.PriceSheet;
import java.io.StringReader;
import java.time.LocalDate;

/**
 * What must hold for every text that is given as a price list: Jazzer looks for one for which it
 * does not ({@code -Pfuzz}), {@link PriceListFuzzTest} tries some.
 *
 * <p>Reading it succeeds or is refused as {@link IllegalArgumentException}. What is read can be
 * imported into an empty file, the file can be read again, and a second import changes no rate.
 */
public final class PriceListFuzz {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  private PriceListFuzz() {}

  /** Jazzer's entry point. */
  public static void fuzzerTestOneInput(byte[] input) {
    PriceList list;
    try {
      list = PriceListFormat.detect(PriceListFormat.parse(new String(input, UTF_8)));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return;
    }
    PriceSheet imported = PriceImport.run(PriceSheet.empty(), null, list, DAY).sheet();
    PriceSheet read = PriceSheet.read(new StringReader(imported.text()));
    require(read.rates().equals(imported.rates()), "the file has other rates: " + imported.text());
    PriceSheet again = PriceImport.run(read, null, list, DAY).sheet();
    require(again.rates().equals(imported.rates()), "a second import changes rates");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
