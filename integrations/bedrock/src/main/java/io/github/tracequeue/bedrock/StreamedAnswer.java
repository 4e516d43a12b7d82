// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bedrock;

import io.github.tracequeue.adapter.ObservedCall;
import io.github.tracequeue.client.TokenUsage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** Reads the events of a streamed answer as they pass. Not thread-safe. */
final class StreamedAnswer {
  private static final String PROVIDER = "aws.bedrock";

  private final ObservedCall call;
  private final MessageDecoder decoder = new MessageDecoder(this::read);
  private @Nullable String error;
  private boolean isReadable = true;
  private boolean isComplete;

  StreamedAnswer(ObservedCall call) {
    this.call = call;
  }

  /** Reads bytes, without changing the buffer's position. */
  void read(ByteBuffer bytes) {
    if (isReadable) {
      call.describe(
          described -> {
            isReadable = false; // unless the decoder gets through
            decoder.feed(bytes.asReadOnlyBuffer());
            isReadable = true;
          });
    }
  }

  /** The stream has ended. */
  void complete() {
    if (error == null) {
      call.end();
    } else {
      call.fail(error);
    }
  }

  /** The agent, or the SDK after an exception in the stream, does not read on. */
  void abandon() {
    if (isComplete || error != null) {
      complete();
    } else {
      call.abandon();
    }
  }

  private void read(Message message) {
    String kind = header(message, ":message-type");
    if (!"event".equals(kind)) {
      String type = header(message, ":exception-type");
      String code = type == null ? header(message, ":error-code") : type;
      error = code == null ? "stream_failed" : code;
      return;
    }
    String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
    String type = header(message, ":event-type");
    switch (type == null ? "" : type) {
      case "contentBlockDelta" -> call.firstToken();
      case "messageStop" -> InvokedAnswer.describeReason(call, JsonNode.parser().parse(payload));
      case "metadata" -> {
        call.reportedUsage(TokenUsage.fromJson(PROVIDER, payload));
        isComplete = true;
      }
      case "chunk" -> readChunk(JsonNode.parser().parse(payload));
      default -> {}
    }
  }

  /** A part of InvokeModel's answer, in the format of the model's maker. */
  private void readChunk(JsonNode payload) {
    String encoded = payload.field("bytes").map(JsonNode::asString).orElse("");
    String chunk = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    call.firstToken();
    isComplete |= chunk.contains("invocationMetrics");
    if (chunk.contains("\"usage\"") || chunk.contains("invocationMetrics")) {
      call.reportedUsage(TokenUsage.fromJson(PROVIDER, chunk));
    }
    if (chunk.contains("\"delta\"")) {
      JsonNode.parser()
          .parse(chunk)
          .field("delta")
          .ifPresent(delta -> InvokedAnswer.describeReason(call, delta));
    }
  }

  private static @Nullable String header(Message message, String name) {
    HeaderValue value = message.getHeaders().get(name);
    return value == null ? null : value.getString();
  }
}
