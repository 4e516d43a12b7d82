// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A mark in the table that what a message brings without an item of its own is counted: reports of
 * drops, and calls that are sampled out.
 *
 * @param message the message whose consumer wrote the mark
 * @param certain whether its counts must be in the metrics
 */
record ChaosReceipt(ChaosMessage message, boolean certain) {

  /** The receipts that the consumers of a run have written. */
  static List<ChaosReceipt> of(ChaosLedger ledger, DynamoDbClient dynamoDb, String table) {
    List<ChaosReceipt> receipts = new ArrayList<>();
    for (String key : ledger.receiptKeys()) {
      Map<String, AttributeValue> item =
          dynamoDb
              .getItem(
                  request ->
                      request
                          .tableName(table)
                          .consistentRead(true)
                          .key(
                              Map.of(
                                  "PK", AttributeValue.fromS(key),
                                  "SK", AttributeValue.fromS("RECEIPT"))))
              .item();
      if (!item.isEmpty()) {
        String writer = new StoredItem(item).text("writer");
        String message = writer.substring(0, writer.indexOf('#'));
        receipts.add(
            new ChaosReceipt(
                requireNonNull(ledger.messages().get(message)), ledger.isCertain(writer)));
      }
    }
    return receipts;
  }

  /**
   * Each report of drops that has arrived is counted once.
   *
   * @param badBodies ids of the messages that are rejected
   */
  static void assertDropsCountedOnce(
      List<ChaosReceipt> receipts,
      ChaosLedger ledger,
      Set<String> badBodies,
      MetricIntake metrics) {
    List<String> arrived =
        ledger.messages().values().stream()
            .filter(message -> !badBodies.contains(message.id()))
            .map(ChaosMessage::report)
            .filter(report -> !report.isEmpty())
            .distinct()
            .toList();
    assertThat(receipts.stream().map(receipt -> receipt.message().report()))
        .filteredOn(report -> !report.isEmpty())
        .as("reports of drops with a receipt")
        .containsExactlyInAnyOrderElementsOf(arrived);
    assertThat(metrics.total("ProducerDropped"))
        .as("ProducerDropped")
        .isBetween(
            dropped(receipts.stream().filter(ChaosReceipt::certain).toList()), dropped(receipts));
  }

  private static BigDecimal dropped(List<ChaosReceipt> receipts) {
    return BigDecimal.valueOf(
        receipts.stream().mapToLong(receipt -> receipt.message().dropped()).sum());
  }
}
