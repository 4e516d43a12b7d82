// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What runs of the watch function read and how long they take, by the number of calls. Takes
 * minutes, so it is run by name ({@code -Dtest=WatchRunMeasurement}) and not by the gate; {@code
 * docs/scaling.md} has its figures.
 */
final class WatchRunMeasurement {
  /** Until hours are sealed at the rate at which they end. */
  private static final int WARM_UP_HOURS = 4;

  private static final int RUNS_PER_HOUR = StoredTraffic.RUNS_PER_DAY / 24;

  @ParameterizedTest
  @CsvSource({"10, 24", "100, 24", "1000, 24", "10000, 12", "100000, 4", "1000000, 2"})
  void runs_ofCallsPerDay_readEachCallAFewTimes(long callsPerDay, int hours) {
    StoredTraffic traffic = new StoredTraffic(callsPerDay, 4);
    WatchRun idle = traffic.watch(traffic.dynamoDb());
    for (int run = 0; run < WARM_UP_HOURS * RUNS_PER_HOUR; run++) {
      traffic.passInterval();
      idle.run(() -> true);
    }
    CapacityCounter counter = new CapacityCounter(traffic.dynamoDb());
    WatchRun counted = traffic.watch(counter.counted());
    long[] millis = new long[hours * RUNS_PER_HOUR];
    int sealed = 0;
    for (int run = 0; run < millis.length; run++) {
      traffic.passInterval();
      long start = System.nanoTime();
      sealed += counted.run(() -> true).rollups().hoursSealed();
      millis[run] = (System.nanoTime() - start) / 1_000_000;
    }

    Arrays.sort(millis);
    double days = hours / 24.0;
    System.out.printf(
        Locale.ROOT,
        "| %,d | %d | %,.0f | %,.0f | %.1f | %,d | %,d |%n",
        callsPerDay,
        hours,
        counter.readUnits() / days,
        counter.writeUnits() / days,
        counter.itemsRead() / (callsPerDay * days),
        millis[millis.length / 2],
        millis[millis.length - 1]);
    assertThat(sealed).isEqualTo(hours);
  }
}
