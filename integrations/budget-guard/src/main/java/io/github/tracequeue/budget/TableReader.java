// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.budget;

import io.github.tracequeue.budget.BudgetReading.Counter;
import io.github.tracequeue.budget.BudgetReading.LimitOverride;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Reads the items of {@code BUDGET#slug} with one small query: one item for each day, and {@code
 * override}. Thread-safe.
 */
final class TableReader implements BudgetReader {

  private static final String OVERRIDE = "override";
  private static final AttributeValue NO_TEXT = AttributeValue.fromS("");

  private final Supplier<DynamoDbClient> client;
  private final String tableName;
  private @Nullable DynamoDbClient opened;

  /**
   * Creates a reader.
   *
   * @param client provides the client; called once, at the first read
   */
  TableReader(Supplier<DynamoDbClient> client, String tableName) {
    this.client = client;
    this.tableName = tableName;
  }

  /**
   * Creates a client with short timeouts, and with the default region and credentials of the SDK.
   */
  static DynamoDbClient defaultClient() {
    return DynamoDbClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(1))
                .socketTimeout(Duration.ofSeconds(2)))
        .overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofSeconds(3)))
        .build();
  }

  @Override
  public BudgetReading read(String agentSlug, Instant now) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(tableName)
            // Days sort before the word "override".
            .keyConditionExpression("PK = :pk AND SK >= :today")
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValue.fromS("BUDGET#" + agentSlug),
                    ":today",
                        AttributeValue.fromS(LocalDate.ofInstant(now, ZoneOffset.UTC).toString())))
            .build();
    Map<LocalDate, Counter> counters = new HashMap<>();
    LimitOverride override = null;
    for (Map<String, AttributeValue> item : open().query(request).items()) {
      String sortKey = text(item, "SK");
      if (sortKey.equals(OVERRIDE)) {
        override = new LimitOverride(number(item, "limit_usd"), Instant.parse(text(item, "until")));
      } else {
        counters.put(LocalDate.parse(sortKey), counter(item));
      }
    }
    return new BudgetReading(counters, override, now);
  }

  private static Counter counter(Map<String, AttributeValue> item) {
    BigDecimal unpriced = number(item, "added_unpriced").add(number(item, "correction_unpriced"));
    return new Counter(
        number(item, "added_usd").add(number(item, "correction_usd")),
        unpriced.longValue(),
        item.containsKey("limit_usd") ? number(item, "limit_usd") : null);
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return item.getOrDefault(name, NO_TEXT).s();
  }

  private static BigDecimal number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? BigDecimal.ZERO : new BigDecimal(value.n());
  }

  private synchronized DynamoDbClient open() {
    DynamoDbClient current = opened;
    if (current == null) {
      current = client.get();
      opened = current;
    }
    return current;
  }
}
