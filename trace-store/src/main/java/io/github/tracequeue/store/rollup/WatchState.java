// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.ItemReader;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.Timestamps;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The progress of the rollups: one item, which each run reads first and writes last. */
final class WatchState {

  private static final Map<String, AttributeValue> KEY =
      Map.of(
          TableSchema.PK, AttributeValue.fromS("TYPE#watch"),
          TableSchema.SK, AttributeValue.fromS("state"));

  private final DynamoDbClient dynamoDb;
  private final String tableName;

  WatchState(DynamoDbClient dynamoDb, String tableName) {
    this.dynamoDb = dynamoDb;
    this.tableName = tableName;
  }

  /**
   * The state at the start of a run.
   *
   * @param run the number of the run, higher than that of every earlier run
   * @param finished the number of the last finished run
   * @param readFrom where the next run continues, according to the last finished run; null before
   *     the first run
   * @param callsPerHour the number of calls an hour that it found
   * @param asOf when it read them; null before the first run
   * @param sealedThrough the last hour up to which all hours are sealed; null if there is none
   */
  record Run(
      long run,
      long finished,
      @Nullable Instant readFrom,
      long callsPerHour,
      @Nullable Instant asOf,
      @Nullable Hour sealedThrough) {

    /** Whether no run began after the last finished one. */
    boolean followsFinishedRun() {
      return run == finished + 1;
    }
  }

  /** Starts a run. */
  Run begin() {
    return read(
        dynamoDb
            .updateItem(
                request ->
                    request
                        .tableName(tableName)
                        .key(KEY)
                        .updateExpression("ADD #run :one")
                        .expressionAttributeNames(Map.of("#run", "run"))
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                        .returnValues(ReturnValue.ALL_NEW))
            .attributes());
  }

  /** The state between two runs. */
  Run current() {
    return read(dynamoDb.getItem(request -> request.tableName(tableName).key(KEY)).item());
  }

  /** Finishes a run; without effect if another run has started. */
  void finish(Run run, Instant readFrom, long callsPerHour, Instant asOf) {
    set(
        Map.of(
            "finished", number(run.run),
            "read_from", AttributeValue.fromS(Timestamps.format(readFrom)),
            "calls_per_hour", number(callsPerHour),
            "as_of", AttributeValue.fromS(Timestamps.format(asOf))),
        "run",
        "#condition = :condition",
        number(run.run));
  }

  /** Marks an hour and all before it as sealed. */
  void sealed(Hour hour) {
    AttributeValue text = AttributeValue.fromS(hour.toString());
    set(
        Map.of("sealed_through", text),
        "sealed_through",
        "attribute_not_exists(#condition) OR #condition < :condition",
        text);
  }

  private void set(
      Map<String, AttributeValue> attributes,
      String conditionName,
      String condition,
      AttributeValue conditionValue) {
    Map<String, String> names = new HashMap<>(Map.of("#condition", conditionName));
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":condition", conditionValue));
    StringBuilder update = new StringBuilder("SET ");
    attributes.forEach(
        (name, value) -> {
          update.append(update.length() > 4 ? ", " : "").append('#' + name + " = :" + name);
          names.put('#' + name, name);
          values.put(':' + name, value);
        });
    try {
      dynamoDb.updateItem(
          UpdateItemRequest.builder()
              .tableName(tableName)
              .key(KEY)
              .updateExpression(update.toString())
              .conditionExpression(condition)
              .expressionAttributeNames(names)
              .expressionAttributeValues(values)
              .build());
    } catch (ConditionalCheckFailedException e) {
      // A newer run has made more progress.
    }
  }

  private static Run read(Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    String sealedThrough = item.text("sealed_through");
    return new Run(
        item.number("run"),
        item.number("finished"),
        item.time("read_from"),
        item.number("calls_per_hour"),
        item.time("as_of"),
        sealedThrough == null ? null : Hour.parse(sealedThrough));
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }
}
