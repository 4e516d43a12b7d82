// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import io.github.tracequeue.adapter.ObservedCall;
import io.github.tracequeue.adapter.ProviderName;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;
import org.springframework.ai.model.observation.ModelObservationContext;

/** Describes a call from Spring AI's observation of it. */
final class ObservationCall {
  /** The key of an observation, or of one around it, that names the agent. */
  private static final String AGENT_KEY = "tracequeue.agent";

  private ObservationCall() {}

  static void describe(ObservedCall call, ModelObservationContext<?, ?> context) {
    String provider = ProviderName.of(context.getOperationMetadata().provider());
    call.agent(agentOf(context)).with(event -> event.provider(provider));
    if (context instanceof ChatModelObservationContext chat) {
      describeChat(call, chat, provider);
    } else if (context instanceof EmbeddingModelObservationContext embedding) {
      describeEmbedding(call, embedding, provider);
    }
  }

  private static void describeChat(
      ObservedCall call, ChatModelObservationContext context, @Nullable String provider) {
    ChatOptions options = context.getRequest().getOptions();
    call.model(options == null ? null : options.getModel())
        .with(event -> event.operation("chat"))
        .prompt(() -> context.getRequest().getContents());
    ChatResponse response = context.getResponse();
    if (response == null) {
      return;
    }
    ChatResponseMetadata metadata = response.getMetadata();
    Generation result = response.getResult();
    call.model(metadata.getModel())
        .with(event -> event.responseId(emptyToNull(metadata.getId())))
        .usage(SpringUsage.of(provider, metadata.getUsage()))
        .usage(StreamUsages.take(metadata.getId()));
    if (result != null) {
      call.with(event -> event.finishReason(emptyToNull(result.getMetadata().getFinishReason())))
          .decision(() -> result.getOutput().getText());
    }
  }

  private static void describeEmbedding(
      ObservedCall call, EmbeddingModelObservationContext context, @Nullable String provider) {
    EmbeddingOptions options = context.getRequest().getOptions();
    call.model(options == null ? null : options.getModel())
        .with(event -> event.operation("embeddings"))
        .prompt(() -> String.join("\n", context.getRequest().getInstructions()));
    EmbeddingResponse response = context.getResponse();
    if (response != null) {
      call.model(response.getMetadata().getModel())
          .usage(SpringUsage.ofEmbedding(provider, response.getMetadata().getUsage()));
    }
  }

  /** The agent that this observation, or the closest one around it, names. */
  private static @Nullable String agentOf(Observation.ContextView context) {
    KeyValue low = context.getLowCardinalityKeyValue(AGENT_KEY);
    KeyValue own = low == null ? context.getHighCardinalityKeyValue(AGENT_KEY) : low;
    if (own != null) {
      return own.getValue();
    }
    ObservationView parent = context.getParentObservation();
    return parent == null ? null : agentOf(parent.getContextView());
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
