// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.sdkclients;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.ObjectMappers;
import com.anthropic.models.beta.messages.BetaRawMessageStreamEvent;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StructuredMessageCreateParams;
import com.anthropic.services.async.BetaServiceAsync;
import com.anthropic.services.async.MessageServiceAsync;
import com.anthropic.services.blocking.BetaService;
import com.anthropic.services.blocking.MessageService;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tracequeue.adapter.AdapterOptions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records the calls of Anthropic's Java client: Messages, streamed or not, and their beta version.
 */
public final class RecordedAnthropic {
  private RecordedAnthropic() {}

  /** The same client, whose calls are recorded with the settings of the environment. */
  public static AnthropicClient wrap(AnthropicClient client) {
    return wrap(client, AdapterOptions.fromEnvironment());
  }

  /** The same client, whose calls are recorded with these settings. */
  public static AnthropicClient wrap(AnthropicClient client, AdapterOptions options) {
    return ServiceProxy.wrap(AnthropicClient.class, client, new Sdk(), options);
  }

  /** The same client, whose calls are recorded with these settings. */
  public static AnthropicClientAsync wrap(AnthropicClientAsync client, AdapterOptions options) {
    return ServiceProxy.wrap(AnthropicClientAsync.class, client, new Sdk(), options);
  }

  static final class Sdk implements ProviderSdk {
    private static final Map<Class<?>, String> OPERATIONS =
        Map.of(
            MessageService.class, "chat",
            MessageServiceAsync.class, "chat",
            com.anthropic.services.blocking.beta.MessageService.class, "chat",
            com.anthropic.services.async.beta.MessageServiceAsync.class, "chat");
    private static final Set<Class<?>> PATHS =
        Set.of(
            AnthropicClient.class,
            AnthropicClientAsync.class,
            BetaService.class,
            BetaServiceAsync.class);

    @Override
    public String provider() {
      return "anthropic";
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
      if (parameters instanceof MessageCreateParams message) {
        return message.model().asString();
      }
      if (parameters instanceof StructuredMessageCreateParams<?> message) {
        return message.model().asString();
      }
      if (parameters instanceof com.anthropic.models.beta.messages.MessageCreateParams message) {
        return message.model().asString();
      }
      return parameters
              instanceof com.anthropic.models.beta.messages.StructuredMessageCreateParams<?> message
          ? message.model().asString()
          : null;
    }

    @Override
    public String json(Object value) throws JsonProcessingException {
      return ObjectMappers.jsonMapper().writeValueAsString(value);
    }

    @Override
    public boolean isOfInterest(Object event) {
      if (event instanceof RawMessageStreamEvent raw) {
        return raw.isMessageStart() || raw.isMessageDelta();
      }
      return event instanceof BetaRawMessageStreamEvent raw
          && (raw.isMessageStart() || raw.isMessageDelta());
    }
  }
}
