// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Reads rollups. A month takes a few items, for any traffic. Thread-safe. Throws the SDK's
 * exceptions.
 */
public final class Rollups {

  private final RollupTable table;
  private final WatchState watchState;

  private Rollups(DynamoDbClient dynamoDb, String tableName) {
    table = new RollupTable(dynamoDb, tableName);
    watchState = new WatchState(dynamoDb, tableName);
  }

  /** Creates a reader. The caller closes the client. */
  public static Rollups create(DynamoDbClient dynamoDb, String tableName) {
    return new Rollups(dynamoDb, tableName);
  }

  /**
   * How far the rollups are.
   *
   * @param asOf when the open hours were last updated; null if never
   * @param sealedThrough the last hour up to which all hours are sealed; null if there is none
   */
  public record Progress(@Nullable Instant asOf, @Nullable Hour sealedThrough) {}

  /** How far the rollups are. */
  public Progress progress() {
    WatchState.Run run = watchState.current();
    return new Progress(run.asOf(), run.sealedThrough());
  }

  /**
   * An agent's hours, in order.
   *
   * @param agentSlug the agent, or {@link RollupKey#ALL_AGENTS}
   */
  public SortedMap<RollupKey, Rollup> hours(String agentSlug, Hour first, Hour last) {
    SortedMap<RollupKey, Rollup> hours = new TreeMap<>();
    table
        .hours(agentSlug, first, last, false)
        .forEach(item -> hours.put(item.key(), item.rollup()));
    return hours;
  }

  /**
   * An agent's days, in order, including the open hours.
   *
   * @param agentSlug the agent, or {@link RollupKey#ALL_AGENTS}
   * @param progress the progress, read before this call, so that hours sealed meanwhile are not
   *     counted twice
   */
  public SortedMap<RollupKey, Rollup> days(
      String agentSlug, LocalDate first, LocalDate last, Progress progress) {
    SortedMap<RollupKey, Rollup> days = new TreeMap<>();
    Map<RollupKey, Hour> through = new HashMap<>();
    for (RollupItem day : table.days(agentSlug, first, last)) {
      days.put(day.key(), day.rollup());
      if (day.through() != null) {
        through.put(day.key(), day.through());
      }
    }
    Hour start = Hour.firstOf(first);
    Hour sealed = progress.sealedThrough();
    Hour open = sealed == null || sealed.compareTo(start) < 0 ? start : sealed;
    Hour end = Hour.firstOf(last).plus(23);
    if (open.compareTo(end) <= 0) {
      for (RollupItem hour : table.hours(agentSlug, open, end, false)) {
        RollupKey day = hour.key().ofDay();
        Hour included = through.get(day);
        if (included == null || hour.key().hour().compareTo(included) > 0) {
          days.merge(day, hour.rollup(), Rollup::plus);
        }
      }
    }
    return days;
  }

  /**
   * An agent's rollups in a range of hours, in order: a day where the range contains it completely,
   * otherwise hours. A long range takes few items and is still exact.
   *
   * @param agentSlug the agent, or {@link RollupKey#ALL_AGENTS}
   * @param first the first hour
   * @param last the last hour, inclusive
   * @param progress the progress, read before this call
   */
  public SortedMap<RollupKey, Rollup> between(
      String agentSlug, Hour first, Hour last, Progress progress) {
    LocalDate firstDay = first.plus(23).day();
    LocalDate lastDay = last.plus(1).day().minusDays(1);
    if (firstDay.isAfter(lastDay)) {
      return hours(agentSlug, first, last);
    }
    SortedMap<RollupKey, Rollup> found = new TreeMap<>();
    found.putAll(days(agentSlug, firstDay, lastDay, progress));
    Hour daysStart = Hour.firstOf(firstDay);
    Hour daysEnd = Hour.firstOf(lastDay.plusDays(1));
    if (first.compareTo(daysStart) < 0) {
      found.putAll(hours(agentSlug, first, daysStart.plus(-1)));
    }
    if (daysEnd.compareTo(last) <= 0) {
      found.putAll(hours(agentSlug, daysEnd, last));
    }
    return found;
  }
}
