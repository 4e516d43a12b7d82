// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.bedrock.BedrockInterceptor;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.util.List;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationDocumentation;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.Prompt;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** Does what Spring AI's own model for Bedrock does: an observation around the AWS SDK's client. */
final class ConverseChatModel implements ChatModel {
  private static final String MODEL = "us.anthropic.claude-sonnet-4-6";

  private final BedrockRuntimeClient client;
  private final ObservationRegistry observations;

  ConverseChatModel(URI endpoint, AdapterOptions options, ObservationRegistry observations) {
    this.observations = observations;
    this.client =
        BedrockRuntimeClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(
                override -> override.addExecutionInterceptor(new BedrockInterceptor(options)))
            .build();
  }

  @Override
  public ChatResponse call(Prompt prompt) {
    ChatModelObservationContext context =
        ChatModelObservationContext.builder().prompt(prompt).provider("bedrock_converse").build();
    return ChatModelObservationDocumentation.CHAT_MODEL_OPERATION
        .observation(null, new DefaultChatModelObservationConvention(), () -> context, observations)
        .observe(
            () -> {
              ChatResponse response = response(converse(prompt.getContents()));
              context.setResponse(response);
              return response;
            });
  }

  ConverseResponse converse(String question) {
    return client.converse(
        request ->
            request
                .modelId(MODEL)
                .messages(
                    Message.builder()
                        .role("user")
                        .content(ContentBlock.fromText(question))
                        .build()));
  }

  private static ChatResponse response(ConverseResponse answer) {
    var usage = new DefaultUsage(answer.usage().inputTokens(), answer.usage().outputTokens());
    var text = new AssistantMessage(answer.output().message().content().get(0).text());
    return new ChatResponse(
        List.of(new Generation(text)),
        ChatResponseMetadata.builder().model(MODEL).usage(usage).build());
  }
}
