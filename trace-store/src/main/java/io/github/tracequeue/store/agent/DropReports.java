// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.agent;

import io.github.tracequeue.store.ItemReader;
import io.github.tracequeue.store.ItemWriter;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The producers' drop reports, one item for each message with a report, so that repeated writes
 * change nothing. Thread-safe. Throws the SDK's exceptions.
 */
public final class DropReports {

  private static final String PK = "TYPE#drops";

  private final DynamoDbClient dynamoDb;
  private final TableOptions options;

  private DropReports(DynamoDbClient dynamoDb, TableOptions options) {
    this.dynamoDb = dynamoDb;
    this.options = options;
  }

  /** Creates the reports. The caller closes the client. */
  public static DropReports create(DynamoDbClient dynamoDb, TableOptions options) {
    return new DropReports(dynamoDb, options);
  }

  /**
   * A drop report.
   *
   * @param sentAt when the message was sent
   * @param messageId the id of the message
   * @param producerId the id of the producer; null if it has none
   * @param dropped the number of dropped events, by reason
   */
  public record Report(
      Instant sentAt, String messageId, @Nullable String producerId, Map<String, Long> dropped) {

    public Report {
      dropped = Map.copyOf(dropped);
    }

    /** The number of dropped events. */
    public long total() {
      return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Stores a report. */
  public void put(Report report) {
    dynamoDb.putItem(
        PutItemRequest.builder()
            .tableName(options.tableName())
            .item(
                new ItemWriter()
                    .text(TableSchema.PK, PK)
                    .text(TableSchema.SK, TableSchema.traceSk(report.sentAt(), report.messageId()))
                    .text("producer_id", report.producerId())
                    .numbers("dropped", report.dropped())
                    .number(
                        TableSchema.TTL_ATTRIBUTE,
                        report.sentAt().plus(options.retention()).getEpochSecond())
                    .item())
            .build());
  }

  /** The reports in {@code [from, until)}, in order of time. */
  public List<Report> between(Instant from, Instant until) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(options.tableName())
            .keyConditionExpression("PK = :pk AND SK BETWEEN :from AND :until")
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValue.fromS(PK),
                    ":from", AttributeValue.fromS(Timestamps.format(from)),
                    ":until", AttributeValue.fromS(Timestamps.format(until))))
            .build();
    return dynamoDb.queryPaginator(request).items().stream().map(DropReports::read).toList();
  }

  private static Report read(Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    String sortKey = item.textOr(TableSchema.SK, "");
    int separator = sortKey.indexOf('#');
    return new Report(
        Instant.parse(sortKey.substring(0, separator)),
        sortKey.substring(separator + 1),
        item.text("producer_id"),
        item.numbers("dropped"));
  }
}
