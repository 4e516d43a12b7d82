// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bedrock;

import io.github.tracequeue.adapter.ObservedCall;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/** Describes a call from the SDK's requests and responses. */
final class BedrockCall {
  private BedrockCall() {}

  static boolean isModelCall(SdkRequest request) {
    return modelOf(request) != null;
  }

  static boolean isStreamed(SdkRequest request) {
    return request instanceof ConverseStreamRequest
        || request instanceof InvokeModelWithResponseStreamRequest;
  }

  /** Reads the request. */
  static void describe(ObservedCall call, SdkRequest request) {
    String model = BedrockModel.of(Objects.requireNonNull(modelOf(request)));
    boolean isConverse =
        request instanceof ConverseRequest || request instanceof ConverseStreamRequest;
    String operation = !isConverse && model.contains("embed") ? "embeddings" : "chat";
    call.model(model)
        .with(event -> event.provider("aws.bedrock").operation(operation))
        .prompt(() -> promptOf(request));
  }

  /** Reads the response. */
  static void describe(ObservedCall call, SdkResponse response, SdkHttpResponse http) {
    if (response instanceof ConverseResponse converse) {
      call.with(
              event ->
                  event
                      .finishReason(converse.stopReasonAsString())
                      .responseId(converse.responseMetadata().requestId()))
          .decision(() -> textOf(converse.output().message().content()));
      BedrockTokens.describe(call, converse);
    } else if (response instanceof InvokeModelResponse invoke) {
      InvokedAnswer.describe(call, invoke.body().asUtf8String(), http);
      call.with(event -> event.responseId(invoke.responseMetadata().requestId()));
    }
  }

  private static @Nullable String modelOf(SdkRequest request) {
    if (request instanceof ConverseRequest converse) {
      return converse.modelId();
    }
    if (request instanceof ConverseStreamRequest converse) {
      return converse.modelId();
    }
    if (request instanceof InvokeModelRequest invoke) {
      return invoke.modelId();
    }
    return request instanceof InvokeModelWithResponseStreamRequest invoke ? invoke.modelId() : null;
  }

  private static @Nullable String promptOf(SdkRequest request) {
    if (request instanceof ConverseRequest converse) {
      return promptOf(converse.system(), converse.messages());
    }
    if (request instanceof ConverseStreamRequest converse) {
      return promptOf(converse.system(), converse.messages());
    }
    if (request instanceof InvokeModelRequest invoke) {
      return InvokedAnswer.promptOf(invoke.body().asUtf8String());
    }
    return request instanceof InvokeModelWithResponseStreamRequest invoke
        ? InvokedAnswer.promptOf(invoke.body().asUtf8String())
        : null;
  }

  private static String promptOf(List<SystemContentBlock> system, List<Message> messages) {
    return Stream.concat(
            system.stream().map(SystemContentBlock::text),
            messages.stream()
                .flatMap(message -> message.content().stream().map(ContentBlock::text)))
        .filter(Objects::nonNull)
        .collect(Collectors.joining("\n"));
  }

  private static String textOf(List<ContentBlock> content) {
    return content.stream()
        .map(ContentBlock::text)
        .filter(Objects::nonNull)
        .collect(Collectors.joining());
  }
}
