// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The synchronous alternative: writes an item to the table and waits for the response. */
final class SyncDynamoDbPipe implements Pipe {
  private static final String TABLE = "team-activity";

  private final DynamoDbClient client;

  private SyncDynamoDbPipe(DynamoDbClient client) {
    this.client = client;
  }

  /** Uses the SDK's default retries and timeouts. */
  static SyncDynamoDbPipe open(String sink, Condition condition) {
    return new SyncDynamoDbPipe(
        DynamoDbClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(SlowCredentials.under(condition))
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create(sink))
            .build());
  }

  @Override
  public Map<String, AttributeValue> event(Call call) {
    String timestamp = Instant.now().toString();
    String sortKey = timestamp + '#' + UUID.randomUUID();
    Map<String, AttributeValue> item = new HashMap<>(32);
    item.put("PK", text("TYPE#llm_trace"));
    item.put("SK", text(sortKey));
    item.put("GSI1PK", text("AGENT#" + call.agent()));
    item.put("GSI1SK", text(sortKey));
    item.put("GSI2PK", text("TRACE#" + Call.TRACE_ID));
    item.put("GSI2SK", text(sortKey));
    item.put("timestamp", text(timestamp));
    item.put("agent_slug", text(call.agent()));
    item.put("model", text(Call.MODEL));
    item.put("provider", text(Call.PROVIDER));
    item.put("operation", text(Call.OPERATION));
    item.put("input_tokens", number(call.inputTokens()));
    item.put("output_tokens", number(call.outputTokens()));
    item.put("cache_read_tokens", number(call.cachedTokens()));
    item.put("latency_ms", number(call.latencyMillis()));
    item.put("finish_reason", text(Call.FINISH));
    item.put("response_id", text(call.responseId()));
    item.put("prompt_preview", text(call.prompt()));
    item.put("decision_summary", text(call.summary()));
    item.put("run_id", text(call.runId()));
    return item;
  }

  @Override
  @SuppressWarnings("unchecked") // From event() alone.
  public boolean hand(Object event) {
    try {
      client.putItem(request -> request.tableName(TABLE).item((Map<String, AttributeValue>) event));
      return true;
    } catch (SdkException e) {
      return false;
    }
  }

  @Override
  public void flush(Duration timeout) {}

  @Override
  public void close() {
    client.close();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
