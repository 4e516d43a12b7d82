// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A rate's status and source.
 *
 * @param status the status
 * @param checked when a person or an import last compared the rate with its source; null if unknown
 * @param source where the price was published
 */
public record RateEvidence(PriceStatus status, @Nullable LocalDate checked, String source) {

  /** Whether an import wrote the rate, and may change it. */
  boolean isImported() {
    return ImportSource.parse(source) != null;
  }

  /** Whether the source notes that the list has another price. */
  boolean explainsDifferenceFrom(String list) {
    ImportSource imported = ImportSource.parse(source);
    return imported == null ? source.contains(list) : imported.differsFrom(list);
  }
}
