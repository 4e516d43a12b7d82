// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Creates batches of the queue as Lambda events. */
public final class LambdaEvent {
  private static final JsonMapper MAPPER = new JsonMapper();

  private LambdaEvent() {}

  /** A batch of messages with one call each. */
  public static byte[] ofCalls(int calls, Instant now) {
    return of(IntStream.range(0, calls).mapToObj(number -> call(number, now)).toList());
  }

  /** A batch of one message with all calls in an envelope. */
  public static byte[] ofEnvelope(int calls, Instant now) {
    var envelope = new StringBuilder("{\"v\":1,\"producer\":{\"id\":\"");
    envelope.append(new UUID(7, 7)).append("\",\"seq\":1},\"events\":[");
    for (int number = 0; number < calls; number++) {
      envelope.append(number == 0 ? "" : ",").append(call(number, now));
    }
    return of(List.of(envelope.append("]}").toString()));
  }

  private static String call(int number, Instant now) {
    String eventId = new UUID(0x019adf3c8a407c3eL, 0x8000_0000_0000_0000L | number).toString();
    Instant timestamp = now.minusSeconds(number / 100 % 600).truncatedTo(ChronoUnit.MILLIS);
    return Call.of(number).toJson(eventId, timestamp.toString());
  }

  private static byte[] of(List<String> bodies) {
    ObjectNode event = MAPPER.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (int i = 0; i < bodies.size(); i++) {
      ObjectNode message = records.addObject();
      message
          .put("messageId", new UUID(7, i).toString())
          .put("receiptHandle", "r")
          .put("body", bodies.get(i));
      message
          .putObject("attributes")
          .put("ApproximateReceiveCount", "1")
          .put("SentTimestamp", "1763900000000");
      message.putObject("messageAttributes");
      message
          .put("md5OfBody", "none")
          .put("eventSource", "aws:sqs")
          .put("eventSourceARN", "arn:aws:sqs:eu-central-1:000000000000:traces")
          .put("awsRegion", "eu-central-1");
    }
    return event.toString().getBytes(UTF_8);
  }
}
