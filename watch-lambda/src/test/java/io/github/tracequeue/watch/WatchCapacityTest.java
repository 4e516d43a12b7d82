// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a day of the watch function uses of DynamoDB. */
final class WatchCapacityTest {

  /** The numbers of WatchUsage in the module operations, which the bill is computed from. */
  @ParameterizedTest(name = "{0} calls of {1} agents a day: {2} read and {3} write units")
  @CsvSource({"0, 4, 288, 648", "10, 4, 952, 748", "100, 4, 3086, 1412", "100, 40, 3238, 1420"})
  void day_ofCalls_usesTheUnitsOfTheBill(
      int callsPerDay, int agents, double readUnits, double writeUnits) {
    StoredTraffic traffic = new StoredTraffic(callsPerDay, agents);
    CapacityCounter counter = new CapacityCounter(traffic.dynamoDb());
    WatchRun idle = traffic.watch(traffic.dynamoDb());
    WatchRun counted = traffic.watch(counter.counted());
    for (int run = 1; run <= 2 * StoredTraffic.RUNS_PER_DAY; run++) {
      traffic.passInterval();
      (run <= StoredTraffic.RUNS_PER_DAY ? idle : counted).run(() -> true);
    }

    assertThat(counter.readUnits()).isCloseTo(readUnits, withinPercentage(5));
    assertThat(counter.writeUnits()).isCloseTo(writeUnits, withinPercentage(5));
  }
}
