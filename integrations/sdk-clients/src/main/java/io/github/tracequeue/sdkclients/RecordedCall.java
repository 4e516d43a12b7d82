// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.sdkclients;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tracequeue.adapter.ObservedCall;
import io.github.tracequeue.adapter.StreamedUsage;
import io.github.tracequeue.client.TokenUsage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** One call of a service: answered at once, later, or by a stream. */
final class RecordedCall {
  private final ProviderSdk sdk;
  private final ObservedCall call;
  private final StreamedUsage streamed;
  private boolean hidesUsage;

  RecordedCall(ProviderSdk sdk, ObservedCall call, String operation) {
    this.sdk = sdk;
    this.call = call;
    this.streamed = new StreamedUsage(sdk.provider());
    call.with(event -> event.provider(sdk.provider()).operation(operation));
  }

  /** The SDK's own call. */
  @FunctionalInterface
  interface Passing {
    @Nullable Object pass() throws Throwable;
  }

  /** Makes the call and returns what the SDK returns, observed if it has not ended. */
  @SuppressWarnings("FutureReturnValueIgnored") // it is returned, as an object
  @Nullable Object make(Passing method, Class<?> returned, Object @Nullable [] arguments)
      throws Throwable {
    describeRequest(arguments);
    if (arguments != null && arguments.length > 0 && isStream(returned)) {
      Object asking = sdk.askingForUsage(arguments[0]);
      if (asking != null) {
        arguments[0] = asking;
        hidesUsage = true;
      }
    }
    Object result;
    try {
      result = method.pass();
    } catch (Throwable t) {
      call.fail(t);
      throw t;
    }
    if (result instanceof CompletableFuture<?> future) {
      return future.whenComplete(
          (response, error) -> {
            if (error == null) {
              answered(response);
            } else {
              failed(error);
            }
          });
    }
    if (result != null && isStream(returned)) {
      return ObservedStream.wrap(returned, result, this);
    }
    answered(result);
    return result;
  }

  private static boolean isStream(Class<?> returned) {
    return returned.getSimpleName().endsWith("StreamResponse");
  }

  /** An event of the stream has arrived. Returns whether it is for the agent. */
  boolean passed(Object event) {
    call.firstToken();
    if (sdk.isOfInterest(event)) {
      call.describe(
          described -> {
            String json = json(event);
            streamed.accept(json);
            JsonNode node = JsonNode.parser().parse(json);
            describeAnswer(node.field("response").or(() -> node.field("message")).orElse(node));
            node.field("delta").ifPresent(this::describeAnswer);
          });
    }
    return !hidesUsage || !sdk.isOnlyUsage(event);
  }

  /** The stream has ended. */
  void ended() {
    call.usage(streamed.usage()).end();
  }

  /** The call or its stream has failed. */
  void failed(Throwable error) {
    Throwable cause = error.getCause();
    call.usage(streamed.usage())
        .fail(error instanceof CompletionException && cause != null ? cause : error);
  }

  /** The agent stopped reading, which is not a failure if everything that matters has arrived. */
  void closed() {
    if (streamed.usage().isKnown()) {
      ended();
    } else {
      call.abandon();
    }
  }

  private void answered(@Nullable Object response) {
    if (response != null && !call.isSilent()) {
      call.describe(
          described -> {
            String json = json(response);
            call.usage(TokenUsage.fromJson(sdk.provider(), json));
            describeAnswer(JsonNode.parser().parse(json));
          });
    }
    call.end();
  }

  private void describeRequest(Object @Nullable [] arguments) {
    if (arguments != null && arguments.length > 0) {
      call.describe(described -> described.model(sdk.requestedModel(arguments[0])));
    }
  }

  private void describeAnswer(JsonNode answer) {
    call.model(text(answer, "model"));
    String id = text(answer, "id");
    if (id != null) {
      call.with(event -> event.responseId(id));
    }
    String reason = text(answer, "stop_reason");
    List<JsonNode> choices =
        answer.field("choices").filter(JsonNode::isArray).map(JsonNode::asArray).orElse(List.of());
    if (reason == null && !choices.isEmpty()) {
      reason = text(choices.get(0), "finish_reason");
    }
    if (reason == null && "response".equals(text(answer, "object"))) {
      reason = text(answer, "status");
    }
    String found = reason;
    if (found != null) {
      call.with(event -> event.finishReason(found));
    }
  }

  private String json(Object value) {
    try {
      return sdk.json(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + value.getClass().getName(), e);
    }
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.field(name).filter(JsonNode::isString).map(JsonNode::asString).orElse(null);
  }
}
