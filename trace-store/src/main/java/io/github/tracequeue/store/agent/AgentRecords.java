// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.agent;

import io.github.tracequeue.store.ItemReader;
import io.github.tracequeue.store.ItemWriter;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.agent.AgentRecord.LastCall;
import io.github.tracequeue.store.agent.AgentRecord.LastDecision;
import io.github.tracequeue.store.agent.AgentRecord.LastRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The latest activity of each agent, one item for each. Only newer data replace older data, so
 * events may arrive in any order and several times. Thread-safe. Throws the SDK's exceptions.
 */
public final class AgentRecords {

  private static final String PK = "TYPE#agent";
  private static final String BREACHED = "breached";

  private static final Duration RETENTION = Duration.ofDays(400);

  private final DynamoDbClient dynamoDb;
  private final String tableName;
  private final InstantSource clock;

  private AgentRecords(DynamoDbClient dynamoDb, String tableName, InstantSource clock) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
    this.clock = clock;
  }

  /** Creates the records. The caller closes the client. */
  public static AgentRecords create(
      DynamoDbClient dynamoDb, String tableName, InstantSource clock) {
    return new AgentRecords(dynamoDb, tableName, clock);
  }

  /** All agents, by slug. */
  public List<AgentRecord> all() {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(tableName)
            .keyConditionExpression("PK = :pk")
            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(PK)))
            .build();
    return dynamoDb.queryPaginator(request).items().stream().map(AgentRecords::read).toList();
  }

  /** One agent; empty if it is unknown. */
  public Optional<AgentRecord> get(String agentSlug) {
    Map<String, AttributeValue> item =
        dynamoDb.getItem(request -> request.tableName(tableName).key(key(agentSlug))).item();
    return item.isEmpty() ? Optional.empty() : Optional.of(read(item));
  }

  /** The key of an agent's item. */
  public static Map<String, AttributeValue> key(String agentSlug) {
    return Map.of(
        TableSchema.PK, AttributeValue.fromS(PK), TableSchema.SK, AttributeValue.fromS(agentSlug));
  }

  /** Stores a call as the agent's last call, unless a later one is stored. */
  public void noteCall(StoredTrace call) {
    if (isAhead(call.timestamp())) {
      return;
    }
    ItemWriter change =
        new ItemWriter()
            .text("last_call", TableSchema.traceSk(call.timestamp(), call.eventId()))
            .text("last_call_model", call.call().model())
            .text("last_call_status", call.call().failed() ? "error" : "ok");
    if (hasDecision(call)) {
      // A decision belongs to a call, so it cannot be later than the last call.
      addDecision(change, call);
    }
    replaceOlder(call.agentSlug(), change, "last_call", call.timestamp());
  }

  /** Stores a call's decision as the agent's last one, unless a later one is stored. */
  public void noteDecision(StoredTrace call) {
    if (hasDecision(call) && !isAhead(call.timestamp())) {
      ItemWriter change = new ItemWriter();
      addDecision(change, call);
      replaceOlder(call.agentSlug(), change, "last_decision", call.timestamp());
    }
  }

  private static void addDecision(ItemWriter change, StoredTrace call) {
    change
        .text("last_decision", TableSchema.traceSk(call.timestamp(), call.eventId()))
        .text("last_decision_text", call.content().decisionSummary());
  }

  /** Stores a run event as the agent's last one, unless a later one is stored. */
  public void noteRun(StoredRun run) {
    Instant time = run.latest().timestamp();
    if (isAhead(time)) {
      return;
    }
    ItemWriter change =
        new ItemWriter()
            .time("last_run_at", time)
            .text("last_run_id", run.runId())
            .text("last_run_status", run.status().wireName());
    replaceOlder(run.agentSlug(), change, "last_run_at", time);
    if (run.status() != StoredRun.Status.RUNNING) {
      replaceOlder(
          run.agentSlug(), new ItemWriter().time("last_run_end", time), "last_run_end", time);
    }
  }

  /** Stores the kinds of the agent's breached limits; removes them if the set is empty. */
  public void noteBreached(String agentSlug, Set<String> kinds) {
    UpdateItemRequest.Builder update =
        UpdateItemRequest.builder().tableName(tableName).key(key(agentSlug));
    Map<String, String> names = Map.of("#breached", BREACHED);
    dynamoDb.updateItem(
        (kinds.isEmpty()
                ? update.updateExpression("REMOVE #breached").expressionAttributeNames(names)
                : update
                    .updateExpression("SET #breached = :breached")
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(
                        Map.of(":breached", AttributeValue.fromSs(List.copyOf(kinds)))))
            .build());
  }

  /** Whether a call has a decision. */
  public static boolean hasDecision(StoredTrace call) {
    String decision = call.content().decisionSummary();
    return decision != null && !decision.isEmpty();
  }

  /** Whether a time is too far in the future to be that of the newest event. */
  private boolean isAhead(Instant time) {
    return time.isAfter(clock.instant().plus(TimeRange.CLOCK_SKEW));
  }

  /** Sets attributes, if the attribute {@code by} is missing or lower than the new value. */
  private void replaceOlder(String agentSlug, ItemWriter change, String by, Instant time) {
    change.number(TableSchema.TTL_ATTRIBUTE, time.plus(RETENTION).getEpochSecond());
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    change
        .item()
        .forEach(
            (name, value) -> {
              names.put('#' + name, name);
              values.put(':' + name, value);
            });
    String sets =
        names.values().stream()
            .sorted()
            .map(name -> "#" + name + " = :" + name)
            .collect(Collectors.joining(", "));
    try {
      dynamoDb.updateItem(
          UpdateItemRequest.builder()
              .tableName(tableName)
              .key(key(agentSlug))
              .updateExpression("SET " + sets)
              .conditionExpression("attribute_not_exists(#" + by + ") OR #" + by + " < :" + by)
              .expressionAttributeNames(names)
              .expressionAttributeValues(values)
              .build());
    } catch (ConditionalCheckFailedException e) {
      // A later value is stored.
    }
  }

  private static AgentRecord read(Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    return new AgentRecord(
        item.textOr(TableSchema.SK, ""),
        lastCall(item),
        lastDecision(item),
        lastRun(item),
        item.time("last_run_end"),
        item.textSet(BREACHED));
  }

  private static @Nullable LastCall lastCall(ItemReader item) {
    SortKey key = SortKey.of(item.text("last_call"));
    return key == null
        ? null
        : new LastCall(
            key.timestamp,
            key.eventId,
            item.textOr("last_call_model", ""),
            "error".equals(item.text("last_call_status")));
  }

  private static @Nullable LastDecision lastDecision(ItemReader item) {
    SortKey key = SortKey.of(item.text("last_decision"));
    return key == null
        ? null
        : new LastDecision(key.timestamp, key.eventId, item.textOr("last_decision_text", ""));
  }

  private static @Nullable LastRun lastRun(ItemReader item) {
    Instant time = item.time("last_run_at");
    return time == null
        ? null
        : new LastRun(
            item.textOr("last_run_id", ""),
            StoredRun.Status.of(item.text("last_run_status")),
            time);
  }

  /** The key of a call. */
  private record SortKey(Instant timestamp, String eventId) {

    static @Nullable SortKey of(@Nullable String text) {
      int separator = text == null ? -1 : text.indexOf('#');
      return text == null || separator < 0
          ? null
          : new SortKey(Instant.parse(text.substring(0, separator)), text.substring(separator + 1));
    }
  }
}
