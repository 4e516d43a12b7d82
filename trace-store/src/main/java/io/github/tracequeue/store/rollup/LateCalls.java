// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.TableOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

  /**
   * Marks the hours of those calls that are late: one small write an hour, usually none. To be
   * called after calls were stored, found stored or given another price, and before anything is
   * acknowledged that would bring them again.
   *
   * @param timestamps the calls' times
   */
  public void mark(Collection<Instant> timestamps) {
    Instant now = clock.instant();
    Instant late = now.minus(LATE);
    Instant expired = now.minus(retention);
    Set<Hour> hours =
        timestamps.stream()
            .filter(time -> time.isBefore(late) && time.isAfter(expired))
            .map(Hour::of)
            .collect(Collectors.toCollection(TreeSet::new));
    hours.forEach(states::mark);
  }
}
