// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/** The table's keys, indexes and key values, which all readers and writers share. */
public final class TableSchema {

  public static final String PK = "PK";
  public static final String SK = "SK";

  /** The index by agent and time. */
  public static final String GSI1 = "GSI1";

  public static final String GSI1PK = "GSI1PK";
  public static final String GSI1SK = "GSI1SK";

  /** The sparse index by trace and time. */
  public static final String GSI2 = "GSI2";

  public static final String GSI2PK = "GSI2PK";
  public static final String GSI2SK = "GSI2SK";

  /** The attribute with the expiry in epoch seconds. */
  public static final String TTL_ATTRIBUTE = "ttl";

  /** The sort key of a receipt. */
  static final String RECEIPT_SK = "RECEIPT";

  private TableSchema() {}

  /**
   * A request that creates an on-demand table with both indexes; time to live is enabled
   * separately.
   */
  public static CreateTableRequest createTableRequest(String tableName) {
    return CreateTableRequest.builder()
        .tableName(tableName)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(keys(PK, SK))
        .attributeDefinitions(
            List.of(PK, SK, GSI1PK, GSI1SK, GSI2PK, GSI2SK).stream()
                .map(TableSchema::stringAttribute)
                .toList())
        .globalSecondaryIndexes(index(GSI1, GSI1PK, GSI1SK), index(GSI2, GSI2PK, GSI2SK))
        .build();
  }

  /** A request that enables time to live, once the table is active. */
  public static UpdateTimeToLiveRequest timeToLiveRequest(String tableName) {
    return UpdateTimeToLiveRequest.builder()
        .tableName(tableName)
        .timeToLiveSpecification(ttl -> ttl.attributeName(TTL_ATTRIBUTE).enabled(true))
        .build();
  }

  /** The hash key of the traces in a shard. */
  public static String tracePk(int shard) {
    return Shards.key("TYPE#llm_trace", shard);
  }

  /** The hash key of the runs in a shard. */
  public static String runPk(int shard) {
    return Shards.key("TYPE#run", shard);
  }

  /** The hash key of an agent's items in a shard, in {@link #GSI1}. */
  public static String agentPk(String agentSlug, int shard) {
    return Shards.key("AGENT#" + agentSlug, shard);
  }

  /**
   * The hash key of a trace's items, in {@link #GSI2}. It needs no shards, because there are many
   * traces.
   */
  public static String traceIndexPk(String traceId) {
    return "TRACE#" + traceId;
  }

  /** The sort key of a run, from its run id and its agent. It orders runs by run id. */
  static String runSk(String runId, String agentSlug) {
    return runId + '#' + agentSlug;
  }

  /** The hash key of a receipt. It needs no shards, because there are many receipts. */
  static String receiptPk(String receiptId) {
    return "RECEIPT#" + receiptId;
  }

  /** The sort key of a trace. It orders traces by time. */
  public static String traceSk(Instant timestamp, String eventId) {
    return Timestamps.format(timestamp) + '#' + eventId;
  }

  private static AttributeDefinition stringAttribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static GlobalSecondaryIndex index(String name, String hashKey, String sortKey) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(keys(hashKey, sortKey))
        .projection(Projection.builder().projectionType(ProjectionType.ALL).build())
        .build();
  }

  private static List<KeySchemaElement> keys(String hashKey, String sortKey) {
    return List.of(
        KeySchemaElement.builder().attributeName(hashKey).keyType(KeyType.HASH).build(),
        KeySchemaElement.builder().attributeName(sortKey).keyType(KeyType.RANGE).build());
  }
}
