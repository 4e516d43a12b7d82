// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Stores each event once, even if it is delivered several times.
 *
 * <p>Thread-safe. Throws the SDK's exceptions; it is then unknown whether the event was stored.
 */
public final class TraceStore {

  /** How often a run's item may change during a write before the write fails. */
  private static final int MAX_MERGES = 20;

  /** Longer than the maximum retention of SQS, 14 days. */
  private static final Duration RECEIPT_RETENTION = Duration.ofDays(15);

  private static final String TTL_NAME = "#ttl";
  private static final Map<String, String> NAMES = Map.of(TTL_NAME, TableSchema.TTL_ATTRIBUTE);
  // An expired item may remain for days and must not prevent a write.
  private static final String FREE_KEY =
      "attribute_not_exists(" + TableSchema.PK + ") OR " + TTL_NAME + " < :now";
  private static final String SAME_WRITER = TraceItem.WRITER + " = :writer";
  private static final String NO_WRITER = "attribute_not_exists(" + TraceItem.WRITER + ")";

  private final DynamoDbClient dynamoDb;
  private final TableOptions options;
  private final InstantSource clock;

  private TraceStore(DynamoDbClient dynamoDb, TableOptions options, InstantSource clock) {
    this.dynamoDb = dynamoDb;
    this.options = options;
    this.clock = clock;
  }

  /** Creates a store. The caller closes the client. */
  public static TraceStore create(
      DynamoDbClient dynamoDb, TableOptions options, InstantSource clock) {
    return new TraceStore(dynamoDb, options, clock);
  }

  /** Stores a call. If an event with this id is already stored, it is kept. */
  public WriteOutcome put(StoredTrace trace, WriteToken token) {
    Instant now = clock.instant();
    int shard = options.shards().of(trace.eventId());
    Map<String, AttributeValue> item =
        TraceItem.of(trace, shard, token.text(), now.plus(options.retention()));
    try {
      dynamoDb.putItem(ifFree(item, now));
      return WriteOutcome.INSERTED;
    } catch (ConditionalCheckFailedException e) {
      Map<String, AttributeValue> stored = e.item();
      return token.refusedBy(
          new ItemReader(stored).textOr(TraceItem.WRITER, ""),
          stored.isEmpty() || trace.isSameEventAs(TraceItem.read(stored)));
    }
  }

  /** Merges a run event into the run's item; events may arrive in any order. */
  public WriteOutcome put(StoredRun event, WriteToken token) {
    Instant now = clock.instant();
    int shard = options.shards().of(event.runId());
    // A run's item is written several times, so each write needs its own token.
    String writer = token.text() + '#' + event.latest().eventId();
    Instant expiry = now.plus(options.retention());
    PutItemRequest request = ifFree(RunItem.of(event, shard, writer, expiry), now);
    for (int merges = 0; merges < MAX_MERGES; merges++) {
      try {
        dynamoDb.putItem(request);
        return WriteOutcome.INSERTED;
      } catch (ConditionalCheckFailedException e) {
        if (e.item().isEmpty()) {
          // The item expired between two requests.
          request = ifFree(RunItem.of(event, shard, writer, expiry), now);
          continue;
        }
        String storedWriter = new ItemReader(e.item()).textOr(TraceItem.WRITER, "");
        StoredRun stored = RunItem.read(e.item());
        StoredRun merged = stored.merge(event);
        if (stored.eventIds().containsAll(event.eventIds())) {
          boolean same = merged.equals(stored);
          return storedWriter.equals(writer)
              ? WriteOutcome.OWN_RETRY
              : token.refusedBy(storedWriter, same);
        }
        request = ifWrittenBy(storedWriter, RunItem.of(merged, shard, writer, expiry));
      }
    }
    throw new IllegalStateException(
        "run " + event.runId() + " changed " + MAX_MERGES + " times during one write");
  }

  /**
   * Stores a receipt: the data of a message that has no item of its own is counted.
   *
   * @param receiptId the same for each redelivery of the same data
   */
  public WriteOutcome putReceipt(String receiptId, WriteToken token) {
    Instant now = clock.instant();
    Map<String, AttributeValue> item =
        new ItemWriter()
            .text(TableSchema.PK, TableSchema.receiptPk(receiptId))
            .text(TableSchema.SK, TableSchema.RECEIPT_SK)
            .text(TraceItem.WRITER, token.text())
            .number(TableSchema.TTL_ATTRIBUTE, now.plus(RECEIPT_RETENTION).getEpochSecond())
            .item();
    try {
      dynamoDb.putItem(ifFree(item, now));
      return WriteOutcome.INSERTED;
    } catch (ConditionalCheckFailedException e) {
      return token.refusedBy(new ItemReader(e.item()).textOr(TraceItem.WRITER, ""), true);
    }
  }

  private PutItemRequest ifFree(Map<String, AttributeValue> item, Instant now) {
    return PutItemRequest.builder()
        .tableName(options.tableName())
        .item(item)
        .conditionExpression(FREE_KEY)
        .expressionAttributeNames(NAMES)
        .expressionAttributeValues(
            Map.of(":now", AttributeValue.fromN(Long.toString(now.getEpochSecond()))))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private PutItemRequest ifWrittenBy(String writer, Map<String, AttributeValue> item) {
    PutItemRequest.Builder request =
        PutItemRequest.builder()
            .tableName(options.tableName())
            .item(item)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (writer.isEmpty()) {
      return request.conditionExpression(NO_WRITER).build();
    }
    return request
        .conditionExpression(SAME_WRITER)
        .expressionAttributeValues(Map.of(":writer", AttributeValue.fromS(writer)))
        .build();
  }
}
