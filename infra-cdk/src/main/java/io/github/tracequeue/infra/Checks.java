// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.Locale;

/** Checks settings early, so that invalid values fail before AWS refuses them. */
final class Checks {

  private Checks() {}

  static void range(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be in %d..%d, not %d", name, least, most, value));
    }
  }
}
