// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.TableOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Says which hours must be recomputed because of calls that came late. Thread-safe; a failure of
 * the table is thrown as the SDK throws it.
 */
public final class LateCalls {

  /** A call that is older than this when it is stored is late. */
  public static final Duration LATE = Duration.ofHours(1);

  private final PeriodStates states;
  private final Duration retention;
  private final InstantSource clock;

  private LateCalls(DynamoDbClient dynamoDb, TableOptions options, InstantSource clock) {
    this.states = new PeriodStates(dynamoDb, options.tableName());
    this.retention = options.retention();
    this.clock = clock;
  }

  /** Over a client that the caller closes. */
  public static LateCalls create(
      DynamoDbClient dynamoDb, TableOptions options, InstantSource clock) {
    return new LateCalls(dynamoDb, options, clock);
  }

  /** Whether a call of that time, stored now, may be missing in the rollup of its hour. */
  public boolean isLate(Instant timestamp) {
    Instant now = clock.instant();
    return timestamp.isBefore(now.minus(LATE)) && timestamp.isAfter(now.minus(retention));
  }

  /**
   * Marks an hour to be recomputed, by one small write. To be called after calls of the hour were
   * stored, found stored or given another price, and before anything is acknowledged that would
   * bring them again.
   */
  public void mark(Hour hour) {
    states.mark(hour);
  }
}
