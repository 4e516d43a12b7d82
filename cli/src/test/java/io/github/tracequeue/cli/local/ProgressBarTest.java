// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private final StringWriter written = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void draw_onATerminal_drawsOverTheLine() {
    ProgressBar bar = new ProgressBar(new PrintWriter(written), true, nanos::get, 1_000);
    nanos.set(500_000_000L);
    bar.draw(800, 500);
    bar.finish(1_000, 1_000);

    assertThat(written.toString())
        .startsWith("\r  [################................] 500 of 1,000 stored, 800 recorded,")
        .contains("1,000 events/s")
        .contains("\r  [################################] 1,000 of 1,000 stored")
        .endsWith(System.lineSeparator());
  }

  @Test
  void isDue_inALog_isNowAndThen() {
    ProgressBar bar = new ProgressBar(new PrintWriter(written), false, nanos::get, 10);
    for (int second = 1; second <= 11; second++) {
      nanos.set(second * 1_000_000_000L);
      if (bar.isDue()) {
        bar.draw(10, 5);
      }
    }

    assertThat(written.toString().lines()).hasSize(2).noneMatch(line -> line.contains("\r"));
  }

  @Test
  void finish_nothingToDo_isFull() {
    new ProgressBar(new PrintWriter(written), false, nanos::get, 0).finish(0, 0);

    assertThat(written.toString()).contains("[################################] 0 of 0 stored");
  }
}
