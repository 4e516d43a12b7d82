// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The merged validity periods of some rates, in chronological order. */
record Timeline(List<Span> spans) {

  /**
   * A period.
   *
   * @param from the start, inclusive; null means no start
   * @param until the end, exclusive; null means no end
   */
  record Span(@Nullable Instant from, @Nullable Instant until) {}

  /** The periods of the rates that can price calls. */
  static Timeline of(List<Rate> rates) {
    List<Span> sorted =
        rates.stream()
            .filter(Rate::isApplied)
            .map(rate -> new Span(rate.terms().from(), rate.terms().until()))
            .sorted(
                Comparator.comparing(Span::from, Comparator.nullsFirst(Comparator.naturalOrder())))
            .toList();
    List<Span> joined = new ArrayList<>();
    for (Span span : sorted) {
      Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last == null || isBetween(last.until, span.from)) {
        joined.add(span);
      } else if (last.until != null && (span.until == null || span.until.isAfter(last.until))) {
        joined.set(joined.size() - 1, new Span(last.from, span.until));
      }
    }
    return new Timeline(List.copyOf(joined));
  }

  /** Whether there is a rate at any time. */
  boolean isWithoutGaps() {
    return spans.size() == 1 && spans.get(0).from == null && spans.get(0).until == null;
  }

  /** The periods without a rate between the first and the last one. */
  List<Span> gaps() {
    List<Span> gaps = new ArrayList<>();
    for (int i = 1; i < spans.size(); i++) {
      Instant endOfEarlier = spans.get(i - 1).until;
      Instant startOfLater = spans.get(i).from;
      gaps.add(new Span(endOfEarlier, startOfLater));
    }
    return gaps;
  }

  /** Whether there is a gap between the end and the start. */
  private static boolean isBetween(@Nullable Instant end, @Nullable Instant start) {
    return end != null && start != null && end.isBefore(start);
  }
}
