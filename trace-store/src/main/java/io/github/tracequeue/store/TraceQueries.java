// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import io.github.tracequeue.store.TableReads.Place;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Queries for calls, runs and agents, newest first. The cost of a page does not depend on the size
 * of the table.
 *
 * <p>A page before the last one is full, although the index contains items of other types. It ends
 * early only at the limit of examined items, and then says so. New items do not repeat or hide
 * others while a client reads page by page. Thread-safe. Throws the SDK's exceptions.
 */
public final class TraceQueries {

  /**
   * First the run ids that begin with their start time, so that they sort by time; then all others,
   * in text order.
   */
  private static final List<KeyRange> RUN_KEYS =
      List.of(
          TimeRange.ALL.sortKeys(),
          new KeyRange(Timestamps.format(TimeRange.ALL.until()), "\uffff"),
          new KeyRange(" ", Timestamps.format(TimeRange.ALL.from())));

  private static final int MAX_AGENT_KEYS = 2_000;

  private final TableReads table;
  private final TraceLookups lookups;
  private final AgentDirectory directory;

  private TraceQueries(TableReads table) {
    this.table = table;
    this.lookups = new TraceLookups(table);
    this.directory = new AgentDirectory(table, MAX_AGENT_KEYS);
  }

  /**
   * Creates the queries. The caller closes the client.
   *
   * @param shards at least as many as any writer used
   * @param executor runs the reads of several shards concurrently
   */
  public static TraceQueries create(
      DynamoDbClient dynamoDb,
      String tableName,
      Shards shards,
      InstantSource clock,
      Executor executor) {
    return new TraceQueries(new TableReads(dynamoDb, tableName, shards, clock, executor));
  }

  /** Calls, newest first. */
  public Page<StoredTrace> traces(TraceQuery query, PageRequest request) {
    FilterExpression.Builder condition =
        query.filter().addTo(FilterExpression.notExpiredAt(table.now()));
    Place place = Place.traces();
    if (query.agentSlug() != null) {
      place = Place.agent(query.agentSlug());
      condition.ofType(TableSchema.tracePk(0));
    }
    return page(
        place,
        List.of(query.range().sortKeys()),
        condition.build(),
        !query.filter().isEmpty(),
        request,
        query.listName(),
        TraceItem::read);
  }

  /** Runs: first those whose id begins with a time, newest first; then the others by id. */
  public Page<StoredRun> runs(RunQuery query, PageRequest request) {
    FilterExpression condition =
        FilterExpression.notExpiredAt(table.now())
            .equal("agent_slug", query.agentSlug())
            .equal("status", query.status() == null ? null : query.status().wireName())
            .build();
    return page(
        Place.runs(),
        RUN_KEYS,
        condition,
        !query.equals(RunQuery.ALL),
        request,
        query.listName(),
        RunItem::read);
  }

  /** An agent's activity in a time range, newest first; at most {@code maxItems} items. */
  public AgentActivity activity(String agentSlug, TimeRange range, int maxItems) {
    Page<Map<String, AttributeValue>> page =
        page(
            Place.agent(agentSlug),
            List.of(range.sortKeys()),
            FilterExpression.notExpiredAt(table.now()).build(),
            false,
            PageRequest.first(maxItems),
            "activity",
            Function.identity());
    return AgentActivity.of(page, range);
  }

  /**
   * The calls and runs of a trace, at most {@link TraceLookup#MAX_ITEMS}.
   *
   * @param window the time range to search if the table has no trace index
   */
  public TraceLookup trace(String traceId, TimeRange window) {
    return lookups.trace(traceId, window);
  }

  /**
   * A run and its calls.
   *
   * @param agentSlug the agent; null for the newest run with this id
   * @param window the time range to search for calls; null for that of the run itself
   */
  public RunLookup run(String runId, @Nullable String agentSlug, @Nullable TimeRange window) {
    return lookups.run(runId, agentSlug, window);
  }

  /** The agents with items, of any age. The cost grows with their number. */
  public AgentList agents() {
    return directory.list();
  }

  private <T> Page<T> page(
      Place place,
      List<KeyRange> ranges,
      FilterExpression condition,
      boolean selective,
      PageRequest request,
      String listName,
      Function<Map<String, AttributeValue>, T> reader) {
    Cursor cursor = request.cursor();
    String after = cursor == null ? null : cursor.position();
    DescendingRead read = new DescendingRead(request.maxExamined());
    for (KeyRange range : KeyRange.after(after, ranges)) {
      // One more item than the page holds shows whether the list continues.
      read.read(
          table.tails(place, range, condition),
          request.limit() + 1,
          after,
          selective,
          table.executor());
      if (read.items().size() > request.limit() || read.stoppedAt() != null) {
        break;
      }
    }
    List<Map<String, AttributeValue>> items = read.items();
    Optional<String> next = Optional.ofNullable(read.stoppedAt());
    if (items.size() > request.limit()) {
      items = items.subList(0, request.limit());
      next = Optional.of(ShardTail.text(items.get(items.size() - 1), place.sortAttribute()));
    }
    return new Page<>(
        items.stream().map(reader).toList(),
        next.map(position -> Cursor.at(position, listName)),
        read.stoppedAt() != null,
        read.cost());
  }
}
