// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a day of the watch function uses of DynamoDB. */
@EnabledIfSystemProperty(named = "long.tests", matches = "true", disabledReason = "takes long")
final class WatchCapacityTest {

  /**
   * Numbers of WatchUsage in the module operations, which the bill is computed from. A day without
   * calls uses 288 read and 648 write units, and one with 100 calls of 40 agents 3,238 and 1,420.
   */
  @ParameterizedTest(name = "{0} calls of {1} agents a day: {2} read and {3} write units")
  @CsvSource({"10, 4, 952, 748", "100, 4, 3086, 1412"})
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
