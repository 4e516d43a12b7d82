// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TraceReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Updates the rollups of a table. An hour stays open until two hours after its end. Then it is
 * sealed, and recomputed if late calls arrive. Concurrent runs are safe, and the next run completes
 * one that stopped at any step. Throws the SDK's exceptions.
 */
public final class RollupJob {

  /** How long an hour stays open after its end. */
  public static final Duration OPEN = Duration.ofHours(2);

  /** An hour is recomputed for the last time when its calls expire within this time. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private final TableOptions options;
  private final InstantSource clock;
  private final TraceReader calls;
  private final PeriodStates states;
  private final WatchState watchState;
  private final OpenHours openHours;
  private final HourRollups hourRollups;

  private RollupJob(
      DynamoDbClient dynamoDb, TableOptions options, InstantSource clock, Executor executor) {
    this.options = options;
    this.clock = clock;
    calls = TraceReader.create(dynamoDb, options.tableName(), options.shards(), clock);
    states = new PeriodStates(dynamoDb, options.tableName());
    watchState = new WatchState(dynamoDb, options.tableName());
    RollupTable table = new RollupTable(dynamoDb, options.tableName());
    openHours = new OpenHours(calls, table, executor);
    hourRollups = new HourRollups(calls, table, states, executor);
  }

  /**
   * Creates a job. The caller closes the client.
   *
   * @param options the same as for the writers of calls
   * @param executor runs the reads and writes of several agents concurrently
   */
  public static RollupJob create(
      DynamoDbClient dynamoDb, TableOptions options, InstantSource clock, Executor executor) {
    return new RollupJob(dynamoDb, options, clock, executor);
  }

  /**
   * The result of a run.
   *
   * @param openCallsRead the number of calls read for open hours
   * @param hoursSealed the number of sealed hours
   * @param hoursRecomputed the number of hours recomputed because of late calls or corrected costs
   * @param sealedThrough the last hour up to which all hours are sealed; null if there is none
   * @param changedAgents the agents whose rollups may have changed
   * @param complete whether no work is left
   */
  public record Result(
      long openCallsRead,
      int hoursSealed,
      int hoursRecomputed,
      @Nullable Hour sealedThrough,
      Set<String> changedAgents,
      boolean complete) {}

  /**
   * Updates the open hours, then seals and recomputes hours while there is time.
   *
   * @param observer gets each call that is read, in any order and possibly more than once
   * @param hasTime whether there is time for one more hour
   */
  public Result run(Consumer<StoredTrace> observer, BooleanSupplier hasTime) {
    Instant now = clock.instant();
    WatchState.Run run = watchState.begin();
    Hour lastSealable = Hour.of(now.minus(OPEN)).plus(-1);
    OpenHours.Pass pass = openHours.update(run, lastSealable.plus(1), now, observer);
    watchState.finish(run, pass.readFrom(), pass.callsPerHour(), now);
    Hour sealedThrough = run.sealedThrough();
    Hour next = sealedThrough == null ? firstHour(now, lastSealable) : sealedThrough.plus(1);
    Hour oldest = oldest(now);
    Set<String> changedAgents = new TreeSet<>(pass.changedAgents());
    int hoursSealed = 0;
    boolean complete = true;
    for (Hour hour = next; hour.compareTo(lastSealable) <= 0; hour = hour.plus(1)) {
      if (!hasTime.getAsBoolean()) {
        complete = false;
        break;
      }
      if (hour.compareTo(oldest) >= 0) {
        changedAgents.addAll(hourRollups.recompute(hour, observer));
        hoursSealed++;
      }
      watchState.sealed(hour);
      sealedThrough = hour;
    }
    int hoursRecomputed = 0;
    if (sealedThrough != null) {
      for (Hour hour : states.dirtyHours(oldest)) {
        // An hour that is not sealed yet will be read completely then.
        if (hour.compareTo(sealedThrough) > 0) {
          break;
        }
        if (!hasTime.getAsBoolean()) {
          complete = false;
          break;
        }
        changedAgents.addAll(hourRollups.recompute(hour, observer));
        hoursRecomputed++;
      }
    }
    changedAgents.remove(RollupKey.ALL_AGENTS);
    return new Result(
        pass.callsRead(), hoursSealed, hoursRecomputed, sealedThrough, changedAgents, complete);
  }

  /** The first hour of a table without rollups. */
  private Hour firstHour(Instant now, Hour lastSealable) {
    Hour oldest = oldest(now);
    Optional<Hour> first = calls.first(oldest.start(), lastSealable.end()).map(Hour::of);
    return first.orElse(lastSealable);
  }

  /** The first hour in which no call has expired. */
  private Hour oldest(Instant now) {
    return Hour.of(now.minus(options.retention()).plus(MARGIN)).plus(1);
  }
}
