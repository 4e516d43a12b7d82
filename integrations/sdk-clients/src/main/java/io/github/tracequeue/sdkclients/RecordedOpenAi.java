// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.sdkclients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.responses.ResponseStreamEvent;
import io.github.tracequeue.adapter.AdapterOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Records the calls of OpenAI's Java client: Chat Completions and Responses, streamed or not, and
 * Embeddings.
 *
 * <p>OpenAI sends the usage of streamed Chat Completions only on request. For api.openai.com, the
 * wrapper requests it and hides the additional chunk from the agent, unless the call has {@code
 * streamOptions} of its own.
 */
public final class RecordedOpenAi {
  private RecordedOpenAi() {}

  /** The same client, whose calls are recorded with the settings of the environment. */
  public static OpenAIClient wrap(OpenAIClient client) {
    return wrap(client, AdapterOptions.fromEnvironment());
  }

  /** The same client, whose calls are recorded with these settings. */
  public static OpenAIClient wrap(OpenAIClient client, AdapterOptions options) {
    var url = new AtomicReference<String>();
    OpenAIClient unused = client.withOptions(builder -> url.set(builder.build().baseUrl()));
    return wrap(client, options, isOpenAi(url.get()));
  }

  /** The same client, whose calls are recorded with these settings. */
  public static OpenAIClientAsync wrap(OpenAIClientAsync client, AdapterOptions options) {
    var url = new AtomicReference<String>();
    OpenAIClientAsync unused = client.withOptions(builder -> url.set(builder.build().baseUrl()));
    return ServiceProxy.wrap(
        OpenAIClientAsync.class, client, new Sdk(isOpenAi(url.get())), options);
  }

  static OpenAIClient wrap(OpenAIClient client, AdapterOptions options, boolean asksForUsage) {
    return ServiceProxy.wrap(OpenAIClient.class, client, new Sdk(asksForUsage), options);
  }

  private static boolean isOpenAi(@Nullable String url) {
    return url != null && url.startsWith("https://api.openai.com/");
  }

  private record Sdk(boolean asksForUsage) implements ProviderSdk {
    private static final Map<String, String> OPERATIONS =
        Map.of(
            "ChatCompletionService", "chat",
            "ChatCompletionServiceAsync", "chat",
            "ResponseService", "chat",
            "ResponseServiceAsync", "chat",
            "EmbeddingService", "embeddings",
            "EmbeddingServiceAsync", "embeddings");

    @Override
    public String provider() {
      return "openai";
    }

    @Override
    public @Nullable String operation(Class<?> service) {
      return OPERATIONS.get(service.getSimpleName());
    }

    @Override
    public String json(Object value) throws JsonProcessingException {
      // The vectors say nothing about the call, and can be megabytes.
      Object described =
          value instanceof CreateEmbeddingResponse response
              ? response.toBuilder().data(List.of()).build()
              : value;
      return ObjectMappers.jsonMapper().writeValueAsString(described);
    }

    @Override
    public boolean isOfInterest(Object event) {
      if (event instanceof ChatCompletionChunk chunk) {
        return chunk.usage().isPresent()
            || chunk.choices().stream().anyMatch(choice -> choice.finishReason().isPresent());
      }
      return event instanceof ResponseStreamEvent raw
          && (raw.isCompleted() || raw.isIncomplete() || raw.isFailed());
    }

    @Override
    public @Nullable Object askingForUsage(Object parameters) {
      return asksForUsage
              && parameters instanceof ChatCompletionCreateParams chat
              && chat.streamOptions().isEmpty()
          ? chat.toBuilder()
              .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
              .build()
          : null;
    }

    @Override
    public boolean isOnlyUsage(Object event) {
      return event instanceof ChatCompletionChunk chunk
          && chunk.choices().isEmpty()
          && chunk.usage().isPresent();
    }
  }
}
