// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows the progress of a long run: a bar on a terminal, otherwise a line from time to time. */
final class ProgressBar {
  private static final int WIDTH = 32;
  private static final long TERMINAL_INTERVAL_NANOS = 200_000_000L;
  private static final long LOG_INTERVAL_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final long total;
  private final long started;
  private long lastDrawn;

  ProgressBar(PrintWriter out, boolean terminal, LongSupplier nanos, long total) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.total = total;
    this.started = nanos.getAsLong();
    this.lastDrawn = started;
  }

  /** Whether enough time has passed since the bar was last drawn. */
  boolean isDue() {
    return nanos.getAsLong() - lastDrawn
        >= (terminal ? TERMINAL_INTERVAL_NANOS : LOG_INTERVAL_NANOS);
  }

  /** Draws the bar. */
  void draw(long recorded, long stored) {
    lastDrawn = nanos.getAsLong();
    draw(recorded, stored, lastDrawn);
  }

  /** Draws the bar a last time, and ends its line. */
  void finish(long recorded, long stored) {
    draw(recorded, stored, nanos.getAsLong());
    if (terminal) {
      out.println();
      out.flush();
    }
  }

  private void draw(long recorded, long stored, long now) {
    double seconds = Math.max(1e-9, (now - started) / 1e9);
    int filled = total == 0 ? WIDTH : (int) Math.min(WIDTH, stored * WIDTH / total);
    String line =
        String.format(
            Locale.ROOT,
            "  [%s%s] %,d of %,d stored, %,d recorded, %,.0f events/s",
            "#".repeat(filled),
            ".".repeat(WIDTH - filled),
            stored,
            total,
            recorded,
            stored / seconds);
    if (terminal) {
      // Carriage return, the line, and an erase to its end.
      out.print("\r" + line + "\u001b[K");
    } else {
      out.println(line);
    }
    out.flush();
  }
}
