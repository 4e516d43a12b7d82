// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options of the watch function.
 *
 * @param code the jar of the packaged function
 * @param period the least time from the end of a run to the start of the next one
 * @param limits the file with the limits; null for the built-in ones
 */
public record WatchOptions(Path code, Duration period, @Nullable Path limits) {

  /** Checks. */
  public WatchOptions {
    if (period.toMillis() < 100) {
      throw new IllegalArgumentException("period must be at least 100 ms, not " + period);
    }
  }
}
