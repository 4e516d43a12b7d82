// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import java.math.BigDecimal;

/**
 * The monthly usage of the watch function.
 *
 * @param runs the number of runs
 * @param seconds the duration of all runs
 * @param readUnits the consumed read units
 * @param writeUnits the consumed write units
 */
record WatchUsage(
    BigDecimal runs, BigDecimal seconds, BigDecimal readUnits, BigDecimal writeUnits) {
  private static final long DAYS = 30;
  private static final long RUNS_PER_DAY = 12 * 24;

  /** Assumption, not measured in Lambda. */
  private static final BigDecimal SECONDS_PER_RUN = new BigDecimal("0.5");

  /** Assumption: the time to read and sum a call, which happens up to four times. */
  private static final BigDecimal SECONDS_PER_CALL = new BigDecimal("0.0005");

  /**
   * The numbers of updates in a day: pairs of an agent and a run that finds new calls of it. {@code
   * WatchCapacityTest} measured the units below for days with these numbers; it measured 1,000
   * once.
   */
  private static final long[] UPDATES = {0, 10, 100, 1000};

  private static final long[] READ_UNITS = {288, 952, 3086, 6940};
  private static final long[] WRITE_UNITS = {648, 748, 1412, 4488};

  /**
   * Beyond one call for each update: a call is read four times, and four calls take one read unit.
   */
  private static final long READ_UNITS_PER_FURTHER_CALL = 1;

  static WatchUsage of(Workload workload) {
    long calls = workload.eventsPerDay();
    long updates = Math.min(calls, RUNS_PER_DAY * workload.agents());
    long reads = measured(updates, READ_UNITS) + (calls - updates) * READ_UNITS_PER_FURTHER_CALL;
    BigDecimal runs = BigDecimal.valueOf(RUNS_PER_DAY * DAYS);
    return new WatchUsage(
        runs,
        runs.multiply(SECONDS_PER_RUN)
            .add(BigDecimal.valueOf(calls * DAYS).multiply(SECONDS_PER_CALL)),
        BigDecimal.valueOf(reads * DAYS),
        BigDecimal.valueOf(measured(updates, WRITE_UNITS) * DAYS));
  }

  /** Interpolates between the two nearest measurements, or extrapolates from the last two. */
  private static long measured(long updates, long[] units) {
    int above = 1;
    while (above < UPDATES.length - 1 && UPDATES[above] < updates) {
      above++;
    }
    long from = UPDATES[above - 1];
    return units[above - 1]
        + (updates - from) * (units[above] - units[above - 1]) / (UPDATES[above] - from);
  }
}
