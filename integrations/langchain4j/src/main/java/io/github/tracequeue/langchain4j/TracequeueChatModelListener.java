// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.langchain4j;

import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.adapter.CallRecorder;
import io.github.tracequeue.adapter.ObservedCall;
import jakarta.enterprise.context.Dependent;
import java.util.Map;

/**
 * Records the calls of chat models, streamed or not. Pass it to a model's builder with {@code
 * listeners(List.of(new TracequeueChatModelListener()))}; Quarkus finds it as a bean. Thread-safe.
 */
@Dependent
public final class TracequeueChatModelListener implements ChatModelListener {
  private final CallRecorder recorder;

  /** With the settings of the environment. */
  public TracequeueChatModelListener() {
    this(AdapterOptions.fromEnvironment());
  }

  /** With these settings. */
  public TracequeueChatModelListener(AdapterOptions options) {
    recorder = CallRecorder.create("langchain4j", options);
  }

  @Override
  public void onRequest(ChatModelRequestContext context) {
    ObservedCall call = recorder.begin();
    context.attributes().put(this, call);
    call.describe(described -> ChatCall.describeRequest(described, context));
  }

  @Override
  public void onResponse(ChatModelResponseContext context) {
    ObservedCall call = callOf(context.attributes());
    call.describe(described -> ChatCall.describeResponse(described, context));
    call.end();
  }

  @Override
  public void onError(ChatModelErrorContext context) {
    callOf(context.attributes()).fail(context.error());
  }

  /** The call, or one that begins now if a framework of its own calls no onRequest. */
  private ObservedCall callOf(Map<Object, Object> attributes) {
    // It stays there, because a stream that breaks may report its error twice.
    return attributes.get(this) instanceof ObservedCall call ? call : recorder.begin();
  }
}
