// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientImpl;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import com.anthropic.models.messages.MessageCreateParams;
import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.sdkclients.RecordedAnthropic;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The {@code messages().create} of Anthropic's client, over HTTP from memory. */
final class AnthropicCalls {
  private static final byte[] ANSWER =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-6",
       "stop_reason":"end_turn","stop_sequence":null,
       "content":[{"type":"text","text":"Go home."}],
       "usage":{"input_tokens":1000,"cache_read_input_tokens":4000,"cache_creation_input_tokens":0,
                "output_tokens":100}}
      """
          .getBytes(UTF_8);
  private static final Headers HEADERS =
      Headers.builder().put("Content-Type", "application/json").build();

  private AnthropicCalls() {}

  static Runnable create(@Nullable AdapterOptions options) {
    AnthropicClient plain =
        new AnthropicClientImpl(ClientOptions.builder().httpClient(new InMemoryHttp()).build());
    AnthropicClient client = options == null ? plain : RecordedAnthropic.wrap(plain, options);
    MessageCreateParams request =
        MessageCreateParams.builder()
            .model("claude-sonnet-4-6")
            .maxTokens(200)
            .addUserMessage("The queue is empty. What now?")
            .build();
    return () -> client.messages().create(request);
  }

  private static final class InMemoryHttp implements HttpClient {
    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
      return new Answer();
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(
        HttpRequest request, RequestOptions options) {
      return CompletableFuture.completedFuture(new Answer());
    }

    @Override
    public void close() {}
  }

  private static final class Answer implements HttpResponse {
    @Override
    public int statusCode() {
      return 200;
    }

    @Override
    public Headers headers() {
      return HEADERS;
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(ANSWER);
    }

    @Override
    public void close() {}
  }
}
