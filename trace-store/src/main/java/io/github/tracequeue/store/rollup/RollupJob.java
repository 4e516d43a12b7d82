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
 * Brings the rollups of a table up to date. An hour stays open until two hours after its end; then
 * it is sealed, and recomputed again where late calls come. Runs at the same time do no harm, and a
 * run that ends at any step is made good by the next one. A failure of the table is thrown as the
 * SDK throws it.
 */
public final class RollupJob {

  /** How long an hour stays open after its end. */
  public static final Duration OPEN = Duration.ofHours(2);

  /** What is left of an hour's retention when it is recomputed for the last time. */
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
   * A job over a client that the caller closes.
   *
   * @param options as the writers of calls have them
   * @param executor runs reads and writes of several agents at the same time
   */
  public static RollupJob create(
      DynamoDbClient dynamoDb, TableOptions options, InstantSource clock, Executor executor) {
    return new RollupJob(dynamoDb, options, clock, executor);
  }

  /**
   * What a run did.
   *
   * @param openCallsRead calls read for hours that are open
   * @param hoursSealed hours recomputed because their time was over
   * @param hoursRecomputed hours recomputed because of late calls or new prices
   * @param sealedThrough the last hour that is sealed with all before it; null where none is
   * @param changedAgents the agents of which a rollup may have changed
   * @param complete whether nothing is left to do
   */
  public record Result(
      long openCallsRead,
      int hoursSealed,
      int hoursRecomputed,
      @Nullable Hour sealedThrough,
      Set<String> changedAgents,
      boolean complete) {}

  /**
   * Brings the open hours up to date, then seals and recomputes hours while there is time.
   *
   * @param observer gets each call that is read, in no particular order and possibly more than once
   * @param hasTime whether to begin with one more hour
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
        // An hour that is not sealed yet is read as a whole then.
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

  /** The first hour of a table that was never rolled up. */
  private Hour firstHour(Instant now, Hour lastSealable) {
    Hour oldest = oldest(now);
    Optional<Hour> first = calls.first(oldest.start(), lastSealable.end()).map(Hour::of);
    return first.orElse(lastSealable);
  }

  /** The first hour of which no call has expired. */
  private Hour oldest(Instant now) {
    return Hour.of(now.minus(options.retention()).plus(MARGIN)).plus(1);
  }
}
