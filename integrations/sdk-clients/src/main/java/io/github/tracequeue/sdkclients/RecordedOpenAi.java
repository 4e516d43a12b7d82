// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.sdkclients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.ObjectMappers;
import com.openai.models.ChatModel;
import com.openai.models.ResponsesModel;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.StructuredResponseCreateParams;
import com.openai.services.async.BetaServiceAsync;
import com.openai.services.async.ChatServiceAsync;
import com.openai.services.async.EmbeddingServiceAsync;
import com.openai.services.async.ResponseServiceAsync;
import com.openai.services.async.chat.ChatCompletionServiceAsync;
import com.openai.services.blocking.BetaService;
import com.openai.services.blocking.ChatService;
import com.openai.services.blocking.EmbeddingService;
import com.openai.services.blocking.ResponseService;
import com.openai.services.blocking.chat.ChatCompletionService;
import io.github.tracequeue.adapter.AdapterOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  record Sdk(boolean asksForUsage) implements ProviderSdk {
    private static final Map<Class<?>, String> OPERATIONS =
        Map.of(
            ChatCompletionService.class, "chat",
            ChatCompletionServiceAsync.class, "chat",
            ResponseService.class, "chat",
            ResponseServiceAsync.class, "chat",
            com.openai.services.blocking.beta.ResponseService.class, "chat",
            com.openai.services.async.beta.ResponseServiceAsync.class, "chat",
            EmbeddingService.class, "embeddings",
            EmbeddingServiceAsync.class, "embeddings");
    private static final Set<Class<?>> PATHS =
        Set.of(
            OpenAIClient.class,
            OpenAIClientAsync.class,
            BetaService.class,
            BetaServiceAsync.class,
            ChatService.class,
            ChatServiceAsync.class);

    @Override
    public String provider() {
      return "openai";
    }

    @Override
    public Map<Class<?>, String> operations() {
      return OPERATIONS;
    }

    @Override
    public Set<Class<?>> paths() {
      return PATHS;
    }

    @Override
    public @Nullable String requestedModel(Object parameters) {
      if (parameters instanceof ChatCompletionCreateParams chat) {
        return chat.model().asString();
      }
      if (parameters instanceof StructuredChatCompletionCreateParams<?> chat) {
        return chat.rawParams().model().asString();
      }
      if (parameters instanceof ResponseCreateParams response) {
        return response.model().map(Sdk::nameOf).orElse(null);
      }
      if (parameters instanceof StructuredResponseCreateParams<?> response) {
        return response.rawParams().model().map(Sdk::nameOf).orElse(null);
      }
      if (parameters instanceof com.openai.models.beta.responses.ResponseCreateParams response) {
        return response.model().map(model -> model.asString()).orElse(null);
      }
      return parameters instanceof EmbeddingCreateParams embedding
          ? embedding.model().asString()
          : null;
    }

    private static String nameOf(ResponsesModel model) {
      return model
          .string()
          .or(() -> model.chat().map(ChatModel::asString))
          .orElseGet(() -> model.asOnly().asString());
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
