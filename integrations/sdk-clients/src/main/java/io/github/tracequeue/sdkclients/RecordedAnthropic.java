// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.sdkclients;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.ObjectMappers;
import com.anthropic.models.beta.messages.BetaRawMessageStreamEvent;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.tracequeue.adapter.AdapterOptions;
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

  private static final class Sdk implements ProviderSdk {
    private static final Set<String> SERVICES = Set.of("MessageService", "MessageServiceAsync");

    @Override
    public String provider() {
      return "anthropic";
    }

    @Override
    public @Nullable String operation(Class<?> service) {
      return SERVICES.contains(service.getSimpleName()) ? "chat" : null;
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
