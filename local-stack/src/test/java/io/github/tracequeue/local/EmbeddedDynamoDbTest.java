// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.testkit.EmbeddedDynamoDb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.dynamodb.services.local.monitoring.Telemetry;

final class EmbeddedDynamoDbTest {
  private static final PipelineSettings.Table TABLE =
      new PipelineSettings.Table("traces", 1, Duration.ofDays(30));
  private static final Map<String, AttributeValue> ITEM =
      Map.of("PK", AttributeValue.fromS("a"), "SK", AttributeValue.fromS("漢字 😀"));

  /** DynamoDB Local cannot describe an expiry in a locale that has digits of its own. */
  private static final Locale DEFAULT = Locale.getDefault();

  @BeforeAll
  static void setLocale() {
    Locale.setDefault(Locale.ROOT);
  }

  @AfterAll
  static void restoreLocale() {
    Locale.setDefault(DEFAULT);
  }

  @Test
  void start_always_listensToThisMachineOnlyAndReportsNothing() throws Exception {
    try (EmbeddedDynamoDb server = EmbeddedDynamoDb.start(0, null);
        DynamoDbClient client = endpoints(server).dynamoDbClient()) {
      TableProvisioning.provision(endpoints(server), TABLE);
      client.putItem(request -> request.tableName("traces").item(ITEM));

      Loopback.assertOnly(server.endpoint());
      // Set up by its own start alone, which nothing here calls.
      assertThat(Telemetry.getTelemetry()).isEmpty();
    }
  }

  @Test
  void provision_twice_leavesOneTableThatExpiresItems() {
    try (EmbeddedDynamoDb server = EmbeddedDynamoDb.start(0, null);
        DynamoDbClient client = endpoints(server).dynamoDbClient()) {
      for (int i = 0; i < 2; i++) {
        TableProvisioning.provision(endpoints(server), TABLE);
      }

      assertThat(client.listTables().tableNames()).containsExactly("traces");
      assertThat(
              client
                  .describeTimeToLive(request -> request.tableName("traces"))
                  .timeToLiveDescription())
          .satisfies(ttl -> assertThat(ttl.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED))
          .satisfies(ttl -> assertThat(ttl.attributeName()).isEqualTo("ttl"));
    }
  }

  @Test
  void start_keptFolder_itemsAreStillThere(@TempDir Path folder) {
    try (EmbeddedDynamoDb server = EmbeddedDynamoDb.start(0, folder);
        DynamoDbClient client = endpoints(server).dynamoDbClient()) {
      TableProvisioning.provision(endpoints(server), TABLE);
      client.putItem(request -> request.tableName("traces").item(ITEM));
    }
    try (EmbeddedDynamoDb server = EmbeddedDynamoDb.start(0, folder);
        DynamoDbClient client = endpoints(server).dynamoDbClient()) {
      assertThat(client.scan(request -> request.tableName("traces")).items()).containsExactly(ITEM);
    }
  }

  private static ServiceEndpoints endpoints(EmbeddedDynamoDb server) {
    return new ServiceEndpoints(
        server.endpoint(), server.endpoint(), server.endpoint(), server.endpoint(), "local");
  }
}
