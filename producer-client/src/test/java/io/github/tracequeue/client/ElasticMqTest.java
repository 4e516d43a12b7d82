// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ElasticMqTest {
  private Queues queues;

  @BeforeAll
  void start() {
    queues = Queues.start();
  }

  @AfterAll
  void stop() {
    queues.close();
  }

  @Test
  void record_manyEvents_arriveOnceEachInFewMessages() {
    String url = queues.create("many");
    try (TraceClient client = queues.client(url).build()) {
      for (int i = 0; i < 2_000; i++) {
        assertThat(client.record(event(i))).isTrue();
      }
      assertThat(client.flush(Duration.ofSeconds(20))).isTrue();
      assertThat(client.stats().delivered()).isEqualTo(2_000);
      assertThat(client.stats().messages()).isLessThan(100);
    }

    List<String> bodies = queues.drain(url);
    Set<String> ids = new HashSet<>();
    Set<Integer> tokens = new HashSet<>();
    for (String body : bodies) {
      assertThat(body.length()).isLessThanOrEqualTo(60 * 1024);
      for (JsonNode event : Contract.json(body).get("events")) {
        ids.add(event.get("event_id").asText());
        tokens.add(event.get("input_tokens").asInt());
      }
    }
    assertThat(ids).hasSize(2_000);
    assertThat(tokens).hasSize(2_000);
  }

  @Test
  void record_textThatSqsRefuses_arrives() {
    String url = queues.create("text");
    String odd = "\ufffe\uffff\ud83d \ude00 \u0000\u001f\u007f \ud83d\ude00 é 漢字 \"\\/";
    try (TraceClient client = queues.client(url).build()) {
      client.record(
          TraceEvent.builder("cto", "m")
              .inputTokens(1)
              .outputTokens(1)
              .latencyMillis(1)
              .promptPreview(odd)
              .decisionSummary(odd)
              .tag("odd", odd)
              .build());
      assertThat(client.flush(Duration.ofSeconds(20))).isTrue();
    }

    JsonNode event = Contract.json(queues.drain(url).get(0)).get("events").get(0);
    assertThat(event.get("prompt_preview").asText()).isEqualTo(Text.wellFormed(odd));
    assertThat(event.get("tags").get("odd").asText()).isEqualTo(Text.wellFormed(odd));
  }

  private static TraceEvent event(int number) {
    return TraceEvent.builder("cto", "claude-sonnet-4-5")
        .inputTokens(number)
        .outputTokens(7)
        .latencyMillis(812)
        .promptPreview("What happened since yesterday? " + number)
        .decisionSummary("Nothing of note")
        .build();
  }
}
