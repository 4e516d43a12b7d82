// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bedrock;

import io.github.tracequeue.adapter.ObservedCall;
import io.github.tracequeue.client.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Describes a call of InvokeModel, whose bodies are those of the model's maker. */
final class InvokedAnswer {
  private static final String PROVIDER = "aws.bedrock";
  private static final String[] REASONS = {"stop_reason", "stopReason", "completionReason"};
  private static final String[] PROMPTS = {"system", "messages", "prompt", "inputText"};

  private InvokedAnswer() {}

  static void describe(ObservedCall call, String body, SdkHttpResponse http) {
    TokenUsage usage = TokenUsage.fromJson(PROVIDER, body);
    call.reportedUsage(usage.isKnown() ? usage : countedByBedrock(http));
    if (call.isSilent()) {
      return; // the adapter above describes the rest
    }
    JsonNode answer = JsonNode.parser().parse(body);
    describeReason(call, answer);
    call.decision(() -> firstText(answer));
  }

  /** For makers whose response body contains no usage. */
  private static TokenUsage countedByBedrock(SdkHttpResponse http) {
    return TokenUsage.plain(
            header(http, "X-Amzn-Bedrock-Input-Token-Count"),
            header(http, "X-Amzn-Bedrock-Output-Token-Count"))
        .build();
  }

  private static @Nullable Long header(SdkHttpResponse http, String name) {
    try {
      return http.firstMatchingHeader(name).map(Long::valueOf).orElse(null);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static void describeReason(ObservedCall call, JsonNode answer) {
    for (String name : REASONS) {
      answer
          .field(name)
          .filter(JsonNode::isString)
          .ifPresent(reason -> call.with(event -> event.finishReason(reason.asString())));
    }
  }

  /** The texts of a request's messages. */
  static @Nullable String promptOf(String body) {
    List<String> texts = new ArrayList<>();
    JsonNode request = JsonNode.parser().parse(body);
    for (String name : PROMPTS) {
      request.field(name).ifPresent(node -> addTexts(node, texts));
    }
    return texts.isEmpty() ? null : String.join("\n", texts);
  }

  private static @Nullable String firstText(JsonNode answer) {
    List<String> texts = new ArrayList<>();
    answer.field("content").ifPresent(node -> addTexts(node, texts));
    return texts.isEmpty() ? null : String.join("", texts);
  }

  private static void addTexts(JsonNode node, List<String> texts) {
    if (node.isString()) {
      texts.add(node.asString());
    } else if (node.isArray()) {
      node.asArray().forEach(element -> addTexts(element, texts));
    } else if (node.isObject()) {
      node.field("content").ifPresent(content -> addTexts(content, texts));
      node.field("text").ifPresent(text -> addTexts(text, texts));
    }
  }
}
