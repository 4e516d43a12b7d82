// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How sure a rate is, and where it comes from.
 *
 * @param status how sure
 * @param checked when somebody, or an import, last compared the rate with its source; null is
 *     unknown
 * @param source where the price was read
 */
public record RateEvidence(PriceStatus status, @Nullable LocalDate checked, String source) {

  /** Whether an import wrote the rate, and may change it. */
  boolean isImported() {
    return ImportSource.parse(source) != null;
  }

  /** Whether the source says that the list has another price. */
  boolean explainsDifferenceFrom(String list) {
    ImportSource imported = ImportSource.parse(source);
    return imported == null ? source.contains(list) : imported.differsFrom(list);
  }
}
