// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.TokenUsage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class StreamedUsageTest {
  @Test
  void accept_anthropic_mergesTheFirstAndTheLastEvent() {
    StreamedUsage read =
        read(
            "anthropic",
            """
            {"type":"message_start","message":{"id":"msg_1","usage":{"input_tokens":5,"output_tokens":1,
             "cache_creation_input_tokens":30,"service_tier":"standard",
             "cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20}}}}\
            """,
            "{\"type\":\"content_block_delta\",\"delta\":{\"text\":\"usage\"}}",
            """
            {"type":"message_delta","usage":{"output_tokens":7,"cache_creation_input_tokens":30,
             "input_tokens":null}}\
            """);

    assertThat(read.responseId()).isEqualTo("msg_1");
    assertThat(read.usage())
        .isEqualTo(
            TokenUsage.anthropic(5, 7)
                .cacheCreationInputTokens(30)
                .ephemeral5mInputTokens(10)
                .ephemeral1hInputTokens(20)
                .serviceTier("standard")
                .build());
  }

  @Test
  void accept_openAi_takesTheLastUsage() {
    StreamedUsage chat =
        read(
            "openai",
            "{\"id\":\"chatcmpl_1\",\"choices\":[],\"usage\":null}",
            "{\"id\":\"chatcmpl_1\",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}",
            "[DONE]");
    StreamedUsage response =
        read(
            "openai",
            """
            {"type":"response.completed","response":{"id":"resp_1",
             "usage":{"input_tokens":3,"output_tokens":4,"total_tokens":7}}}\
            """);

    assertThat(chat.responseId()).isEqualTo("chatcmpl_1");
    assertThat(chat.usage()).isEqualTo(TokenUsage.openAi(3, 4).build());
    assertThat(response.responseId()).isEqualTo("resp_1");
    assertThat(response.usage()).isEqualTo(TokenUsage.openAi(3, 4).build());
  }

  @Test
  void accept_noUsageOrNoJson_isUnknown() {
    assertThat(read("anthropic", "\"usage\": no", "{\"usage\":5}").usage().isKnown()).isFalse();
    assertThat(
            read("anthropic", "{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":1}}")
                .usage()
                .isKnown())
        .isFalse();
  }

  private static StreamedUsage read(String provider, String... events) {
    StreamedUsage usage = new StreamedUsage(provider);
    Stream.of(events).forEach(usage::accept);
    return usage;
  }
}
