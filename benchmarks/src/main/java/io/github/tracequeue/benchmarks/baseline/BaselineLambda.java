// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.baseline;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The consumer's work for calls, as common libraries do it: the runtime's deserializer, validation
 * by JSON Schema, a bean for the mapper and the enhanced client, metrics by Powertools, and partial
 * batch failures. A message with an invalid call, or with the state of a run, is returned and ends
 * in the dead-letter queue; the consumer repairs and quarantines such events, and stores runs.
 */
public final class BaselineLambda implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private static final Logger LOG = LoggerFactory.getLogger(BaselineLambda.class);
  private static final Expression IS_NEW =
      Expression.builder().expression("attribute_not_exists(PK)").build();

  private final CallReader reader = new CallReader();
  private final DynamoDbTable<CallItem> table;

  /** Called by Lambda. */
  public BaselineLambda() {
    this(DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).build());
  }

  /** Creates the function with a client. */
  public BaselineLambda(DynamoDbClient dynamoDb) {
    table =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(dynamoDb)
            .build()
            .table("team-activity", TableSchema.fromBean(CallItem.class));
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
    CallMetrics metrics = new CallMetrics();
    List<BatchItemFailure> failures = new ArrayList<>();
    for (SQSMessage message : event.getRecords()) {
      try {
        store(message, metrics);
      } catch (JsonProcessingException | RuntimeException e) {
        // Without the exception's message, which may contain a part of the body.
        LOG.warn("message {} is returned: {}", message.getMessageId(), e.getClass().getName());
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    metrics.flush();
    return new SQSBatchResponse(failures);
  }

  private void store(SQSMessage message, CallMetrics metrics) throws JsonProcessingException {
    List<JsonNode> events = reader.events(message.getBody());
    for (int i = 0; i < events.size(); i++) {
      CallItem call = reader.call(events.get(i), message, i);
      if (isStored(call)) {
        metrics.add(call);
      } else {
        metrics.addDuplicate();
      }
    }
  }

  /** Writes a new item; returns false if there is one with this key already. */
  private boolean isStored(CallItem call) {
    try {
      table.putItem(
          PutItemEnhancedRequest.builder(CallItem.class)
              .item(call)
              .conditionExpression(IS_NEW)
              .build());
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }
}
