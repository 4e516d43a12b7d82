// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.TableOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Marks the hours that must be recomputed because of late calls. Thread-safe. Throws the SDK's
 * exceptions.
 */
public final class LateCalls {

  /** A call is late if it is older than this when it is stored. */
  public static final Duration LATE = Duration.ofHours(1);

  private final PeriodStates states;
  private final Duration retention;
  private final InstantSource clock;

  private LateCalls(DynamoDbClient dynamoDb, TableOptions options, InstantSource clock) {
    this.states = new PeriodStates(dynamoDb, options.tableName());
    this.retention = options.retention();
    this.clock = clock;
  }

  /** Creates the marker. The caller closes the client. */
  public static LateCalls create(
      DynamoDbClient dynamoDb, TableOptions options, InstantSource clock) {
    return new LateCalls(dynamoDb, options, clock);
  }

  /** Whether the rollup of the hour may miss a call of that time which is stored now. */
  public boolean isLate(Instant timestamp) {
    Instant now = clock.instant();
    return timestamp.isBefore(now.minus(LATE)) && timestamp.isAfter(now.minus(retention));
  }

  /**
   * Marks an hour to be recomputed, with one small write. Call it after calls of the hour were
   * stored, were found stored or got a new cost, and before their messages are acknowledged.
   */
  public void mark(Hour hour) {
    states.mark(hour);
  }
}
