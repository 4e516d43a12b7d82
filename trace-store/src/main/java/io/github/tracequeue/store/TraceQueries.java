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
 * Answers people's questions from the table, the newest first, in pages whose cost does not depend
 * on how much the table holds.
 *
 * <p>A page is full while its list goes on, although the index also holds items of other types;
 * only the limit on examined items ends one early, and the page says so. Items that come while
 * somebody pages through a list are never repeated and push nothing out. Thread-safe. A failure of
 * the table is thrown as the SDK throws it.
 */
public final class TraceQueries {

  /**
   * Run ids that begin with their start, which the list of runs can order by time; then the others,
   * in the order of their text.
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
   * Queries over a client that the caller closes.
   *
   * @param shards at least as many as any writer had
   * @param executor runs the reads of several shards at the same time
   */
  public static TraceQueries create(
      DynamoDbClient dynamoDb,
      String tableName,
      Shards shards,
      InstantSource clock,
      Executor executor) {
    return new TraceQueries(new TableReads(dynamoDb, tableName, shards, clock, executor));
  }

  /** Calls, the newest first. */
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

  /** Runs: those whose id begins with a time, the newest first, then the others by id. */
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

  /** What an agent did in a time, the newest first, as far as {@code maxItems} items reach. */
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
   * All calls and runs of a trace, at most {@link TraceLookup#MAX_ITEMS}.
   *
   * @param window where to look if the table has no index over traces
   */
  public TraceLookup trace(String traceId, TimeRange window) {
    return lookups.trace(traceId, window);
  }

  /**
   * A run with its calls.
   *
   * @param agentSlug whose run; null for the newest of that id
   * @param window where to look for calls; null for the time that the run itself tells
   */
  public RunLookup run(String runId, @Nullable String agentSlug, @Nullable TimeRange window) {
    return lookups.run(runId, agentSlug, window);
  }

  /**
   * The agents that have items, whenever they were last active; the cost grows with their count.
   */
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
      // One more than the page holds tells whether the list goes on.
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
