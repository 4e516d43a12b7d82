// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The source of an imported rate: the list and notes about it, for example {@code import litellm;
 * genai-prices 2026-11-10 agrees}.
 *
 * @param list the list's short name
 * @param notes each begins with its subject
 */
record ImportSource(String list, List<String> notes) {

  private static final String PREFIX = "import ";
  private static final String SEPARATOR = "; ";
  private static final String DIFFERS = " differs: ";
  private static final String JUMP = "jump: ";
  private static final String ZERO = "zero: ";

  ImportSource {
    notes = List.copyOf(notes);
  }

  static ImportSource of(String list) {
    return new ImportSource(list, List.of());
  }

  /** Null if the text is not the source of an imported rate. */
  static @Nullable ImportSource parse(String source) {
    if (!source.startsWith(PREFIX)) {
      return null;
    }
    List<String> parts = Arrays.asList(source.substring(PREFIX.length()).split(SEPARATOR));
    return new ImportSource(parts.get(0), parts.subList(1, parts.size()));
  }

  /** Adds the note that another list has the same price. */
  ImportSource agreed(String other, LocalDate day) {
    return with(other + " ", other + " " + day + " agrees");
  }

  /** Adds the note that another list has another price. */
  ImportSource differing(String other, LocalDate day, String difference, String why) {
    return with(other + " ", other + " " + day + DIFFERS + difference + ", not taken: " + why);
  }

  /** Adds the note that the previous price was very different. */
  ImportSource jumped(String difference) {
    return with(JUMP, JUMP + difference);
  }

  /** Adds the note that a price is zero. */
  ImportSource zero(String buckets) {
    return with(ZERO, ZERO + buckets);
  }

  /** Unverified if a note says that a person should review the rate. */
  PriceStatus status() {
    return notes.stream()
            .anyMatch(
                note -> note.contains(DIFFERS) || note.startsWith(JUMP) || note.startsWith(ZERO))
        ? PriceStatus.UNVERIFIED
        : PriceStatus.CONFIRMED;
  }

  /** Whether a note says that the other list has another price. */
  boolean differsFrom(String other) {
    return notes.stream().anyMatch(note -> note.startsWith(other + " ") && note.contains(DIFFERS));
  }

  String text() {
    List<String> parts = new ArrayList<>();
    parts.add(PREFIX + list);
    parts.addAll(notes);
    return String.join(SEPARATOR, parts);
  }

  private ImportSource with(String about, String note) {
    List<String> all = new ArrayList<>(notes);
    all.removeIf(old -> old.startsWith(about));
    all.add(note);
    return new ImportSource(list, all);
  }
}
