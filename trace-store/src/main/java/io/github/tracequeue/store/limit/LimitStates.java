// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.limit;

import io.github.tracequeue.store.ItemReader;
import io.github.tracequeue.store.ItemWriter;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.Timestamps;
import io.github.tracequeue.store.limit.LimitState.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The states of the limits, one item for each. A change is written before its notice is sent, and
 * again after it: only the first writer sends the notice, and unsent notices can be found. Each
 * level that is reached is also kept as an event. Thread-safe. Throws the SDK's exceptions.
 */
public final class LimitStates {

  private static final Duration RETENTION = Duration.ofDays(400);

  private final DynamoDbClient dynamoDb;
  private final String tableName;

  private LimitStates(DynamoDbClient dynamoDb, String tableName) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
  }

  /** Creates the states. The caller closes the client. */
  public static LimitStates create(DynamoDbClient dynamoDb, String tableName) {
    return new LimitStates(dynamoDb, tableName);
  }

  /** The states of an agent's limits that were evaluated before, by kind. */
  public Map<String, LimitState> of(String agentSlug) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(tableName)
            .consistentRead(true)
            .keyConditionExpression("PK = :pk")
            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(pk(agentSlug))))
            .build();
    Map<String, LimitState> states = new HashMap<>();
    for (Map<String, AttributeValue> item : dynamoDb.queryPaginator(request).items()) {
      LimitState state = read(agentSlug, item);
      states.put(state.kind(), state);
    }
    return states;
  }

  /**
   * A level that a limit reached.
   *
   * @param agentSlug the agent; {@code *} for all agents together
   * @param kind the kind of limit
   * @param at when it reached the level
   * @param summary one sentence that describes it
   */
  public record Event(String agentSlug, String kind, Level level, Instant at, String summary) {}

  /** The events of an agent's limits since a time, newest first. */
  public List<Event> events(String agentSlug, Instant since, int limit) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(tableName)
            .keyConditionExpression("PK = :pk AND SK >= :since")
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValue.fromS(eventPk(agentSlug)),
                    ":since", AttributeValue.fromS(Timestamps.format(since))))
            .scanIndexForward(false)
            .limit(limit)
            .build();
    return dynamoDb.query(request).items().stream().map(item -> event(agentSlug, item)).toList();
  }

  /** Replaces the previous version of a state; false if another writer changed it. */
  public boolean change(LimitState state) {
    ItemWriter item =
        new ItemWriter()
            .text(TableSchema.PK, pk(state.agentSlug()))
            .text(TableSchema.SK, state.kind())
            .text("level", state.level().wireName())
            .text("since", state.since().toString())
            .text("summary", state.summary())
            .text("occasion", state.occasion())
            .text("fine_since", state.fineSince() == null ? null : state.fineSince().toString())
            .flag("told", state.notified())
            .text("changed_at", state.changedAt().toString())
            .number("version", state.version())
            .number(TableSchema.TTL_ATTRIBUTE, state.changedAt().plus(RETENTION).getEpochSecond());
    try {
      dynamoDb.putItem(
          PutItemRequest.builder()
              .tableName(tableName)
              .item(item.item())
              .conditionExpression(
                  state.version() == 1 ? "attribute_not_exists(PK)" : "#version = :before")
              .expressionAttributeNames(state.version() == 1 ? null : Map.of("#version", "version"))
              .expressionAttributeValues(
                  state.version() == 1
                      ? null
                      : Map.of(":before", AttributeValue.fromN(Long.toString(state.version() - 1))))
              .build());
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
    // The first state of a limit that is not breached is not an event.
    if (state.since().equals(state.changedAt()) && (state.isOpen() || state.version() > 1)) {
      keep(state);
    }
    return true;
  }

  /** Keeps a reached level as an event; repeating it changes nothing. */
  private void keep(LimitState state) {
    ItemWriter item =
        new ItemWriter()
            .text(TableSchema.PK, eventPk(state.agentSlug()))
            .text(TableSchema.SK, Timestamps.format(state.since()) + '#' + state.kind())
            .text("level", state.level().wireName())
            .text("summary", state.summary())
            .number(TableSchema.TTL_ATTRIBUTE, state.since().plus(RETENTION).getEpochSecond());
    dynamoDb.putItem(request -> request.tableName(tableName).item(item.item()));
  }

  private static Event event(String agentSlug, Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    String sortKey = item.textOr(TableSchema.SK, "");
    int separator = sortKey.indexOf('#');
    return new Event(
        agentSlug,
        sortKey.substring(separator + 1),
        level(item),
        Instant.parse(sortKey.substring(0, separator)),
        item.textOr("summary", ""));
  }

  private static Level level(ItemReader item) {
    return Level.valueOf(item.textOr("level", "ok").toUpperCase(Locale.ROOT));
  }

  /** A slug has no separator, so this is the hash key of no agent's states. */
  private static String eventPk(String agentSlug) {
    return pk(agentSlug) + "#events";
  }

  private static String pk(String agentSlug) {
    return "LIMIT#" + agentSlug;
  }

  private static LimitState read(String agentSlug, Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    return new LimitState(
        agentSlug,
        item.textOr(TableSchema.SK, ""),
        level(item),
        time(item.time("since")),
        item.textOr("summary", ""),
        item.text("occasion"),
        item.time("fine_since"),
        item.flag("told"),
        time(item.time("changed_at")),
        item.number("version"));
  }

  private static Instant time(@Nullable Instant time) {
    return Objects.requireNonNullElse(time, Instant.EPOCH);
  }
}
