// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.bedrock.BedrockInterceptor;
import java.io.ByteArrayInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** The AWS SDK's {@code converse}, over an HTTP client that answers from memory. */
final class BedrockCalls {
  private static final byte[] ANSWER =
      """
      {"output":{"message":{"role":"assistant","content":[{"text":"Go home."}]}},
       "stopReason":"end_turn","metrics":{"latencyMs":12},
       "usage":{"inputTokens":1000,"outputTokens":100,"totalTokens":5100,
                "cacheReadInputTokens":4000,"cacheWriteInputTokens":0}}
      """
          .getBytes(UTF_8);

  private BedrockCalls() {}

  static Runnable create(@Nullable AdapterOptions options) {
    BedrockRuntimeClient client = client(options);
    ConverseRequest request =
        ConverseRequest.builder()
            .modelId("us.anthropic.claude-sonnet-4-6")
            .messages(
                Message.builder()
                    .role("user")
                    .content(ContentBlock.fromText("The queue is empty. What now?"))
                    .build())
            .build();
    return () -> client.converse(request);
  }

  private static BedrockRuntimeClient client(@Nullable AdapterOptions options) {
    return BedrockRuntimeClient.builder()
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClient(new InMemoryHttp())
        .overrideConfiguration(
            override -> {
              if (options != null) {
                override.addExecutionInterceptor(new BedrockInterceptor(options));
              }
            })
        .build();
  }

  private static final class InMemoryHttp implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return HttpExecuteResponse.builder()
              .response(
                  SdkHttpResponse.builder()
                      .statusCode(200)
                      .putHeader("Content-Type", "application/json")
                      .build())
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(ANSWER)))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }
}
