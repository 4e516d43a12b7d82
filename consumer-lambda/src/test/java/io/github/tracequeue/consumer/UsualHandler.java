// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The usual way to write such a function, as a measure: the runtime's own deserialiser, an object
 * mapper to a bean, and the enhanced client. It checks, hashes, prices and meters nothing.
 */
final class UsualHandler {

  private final PojoSerializer<SQSEvent> events =
      LambdaEventSerializers.serializerFor(SQSEvent.class, UsualHandler.class.getClassLoader());
  private final PojoSerializer<SQSBatchResponse> answers =
      LambdaEventSerializers.serializerFor(
          SQSBatchResponse.class, UsualHandler.class.getClassLoader());
  private final ObjectMapper mapper =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private final DynamoDbTable<TraceBean> table;

  UsualHandler(DynamoDbClient dynamoDb, String tableName) {
    table =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(dynamoDb)
            .build()
            .table(tableName, TableSchema.fromBean(TraceBean.class));
  }

  void handleRequest(InputStream input, OutputStream output) {
    SQSEvent event = events.fromJson(input);
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
    answers.toJson(new SQSBatchResponse(failures), output);
  }
}
