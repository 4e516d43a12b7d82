// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.plain;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A function that does less than the consumer: it stores what it receives, and does not validate,
 * hash, price, detect duplicates or count metrics. It uses the runtime's deserializer, an object
 * mapper to a bean, the enhanced client, and the smallest HTTP client.
 */
public final class PlainLambda implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final ObjectMapper mapper =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private final DynamoDbTable<TraceBean> table;

  /** Called by Lambda. */
  public PlainLambda() {
    this(DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).build());
  }

  /** Creates the function with a client. */
  public PlainLambda(DynamoDbClient dynamoDb) {
    table =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(dynamoDb)
            .build()
            .table("team-activity", TableSchema.fromBean(TraceBean.class));
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
    List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      try {
        TraceBean trace = mapper.readValue(message.getBody(), TraceBean.class);
        trace.setKeys();
        table.putItem(trace);
      } catch (IOException | RuntimeException e) {
        failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }
}
