// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.sdkclients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.ResponseStreamEvent;
import io.github.tracequeue.adapter.AdapterOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records the calls of OpenAI's Java client: Chat Completions and Responses, streamed or not, and
 * Embeddings. A stream of Chat Completions has a usage only with {@code includeUsage(true)} in its
 * {@code streamOptions}.
 */
public final class RecordedOpenAi {
  private RecordedOpenAi() {}

  /** The same client, whose calls are recorded with the settings of the environment. */
  public static OpenAIClient wrap(OpenAIClient client) {
    return wrap(client, AdapterOptions.fromEnvironment());
  }

  /** The same client, whose calls are recorded with these settings. */
  public static OpenAIClient wrap(OpenAIClient client, AdapterOptions options) {
    return ServiceProxy.wrap(OpenAIClient.class, client, new Sdk(), options);
  }

  /** The same client, whose calls are recorded with these settings. */
  public static OpenAIClientAsync wrap(OpenAIClientAsync client, AdapterOptions options) {
    return ServiceProxy.wrap(OpenAIClientAsync.class, client, new Sdk(), options);
  }

  private static final class Sdk implements ProviderSdk {
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
      return ObjectMappers.jsonMapper().writeValueAsString(value);
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
  }
}
