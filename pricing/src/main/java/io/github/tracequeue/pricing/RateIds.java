// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/** Creates the ids of imported rates, which are readable, stable and unique. Not thread-safe. */
final class RateIds {

  private static final int MAX_LENGTH = 128;

  private final String prefix;
  private final Set<String> taken = new HashSet<>();

  RateIds(String prefix) {
    this.prefix = prefix;
  }

  /** Registers an id that is in use. */
  void take(String id) {
    taken.add(id);
  }

  /**
   * The next free id, for example {@code openai/gpt-5.5/priority/over-272k/from-2026-07-30}. The id
   * of the oldest rate contains no day, so that an id keeps its meaning when a price ends.
   */
  String next(RateSubject subject, RateTerms terms) {
    StringBuilder id = new StringBuilder(prefix);
    id.append(subject.provider()).append('/').append(subject.model().replace('~', '-'));
    if (!terms.tier().isEmpty()) {
      id.append('/').append(terms.tier());
    }
    if (terms.promptOver() > 0) {
      id.append("/over-").append(terms.promptOver() / 1_000).append('k');
    }
    if (terms.hours() != null) {
      id.append("/hours");
    }
    String dated = dated(terms);
    String candidate = isUsable(id.toString()) ? id.toString() : id + dated;
    for (int number = 2; !isUsable(candidate); number++) {
      candidate = id + dated + "/" + number;
    }
    if (candidate.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("the name is too long for an id: " + candidate);
    }
    taken.add(candidate);
    return candidate;
  }

  private static String dated(RateTerms terms) {
    if (terms.from() != null) {
      return "/from-" + terms.from().atOffset(ZoneOffset.UTC).toLocalDate();
    }
    return terms.until() == null
        ? ""
        : "/until-" + terms.until().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private boolean isUsable(String id) {
    return !taken.contains(id);
  }
}
