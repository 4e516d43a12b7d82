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

/** How far the rollups are: one item that every run begins and ends with. */
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
   * What a run begins with.
   *
   * @param run its number, higher than that of every earlier run
   * @param finished the last run that came to its end
   * @param readFrom where that one says that the next one goes on; null before the first run
   * @param callsPerHour how many calls an hour it found
   * @param asOf when it read them; null before the first run
   * @param sealedThrough the last hour that is sealed, with all before it; null before the first
   */
  record Run(
      long run,
      long finished,
      @Nullable Instant readFrom,
      long callsPerHour,
      @Nullable Instant asOf,
      @Nullable Hour sealedThrough) {

    /** Whether no run began after the last one that came to its end. */
    boolean followsFinishedRun() {
      return run == finished + 1;
    }
  }

  /** Begins a run. */
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

  /** Ends a run; without effect if another one has begun. */
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

  /** Says that an hour and all before it are sealed. */
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
      // A newer run is further.
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
