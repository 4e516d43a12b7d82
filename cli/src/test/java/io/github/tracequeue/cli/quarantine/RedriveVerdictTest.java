// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.message.BodyRedactor;
import io.github.tracequeue.consumer.message.PromptHasher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bodies may be sent again after the consumer's redactor was at them. */
final class RedriveVerdictTest {
  private static final String EVENT =
      """
      {"event_id":"019a0000-0000-7000-8000-000000000001","timestamp":"2026-11-23T12:00:00Z",\
      "agent_slug":"cto","model":"m","input_tokens":1,"output_tokens":1,"latency_ms":1""";

  private static final String ENVELOPE =
      "{\"v\":1,\"producer\":{\"id\":\"p\",\"seq\":1},\"events\":[";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "}",
        ",\"prompt_preview\":\"text\"}",
        ",\"prompt_preview\":\"text\",\"prompt_hash\":\"0123456789abcdef\"}",
        ",\"prompt_preview\":[1,2]}",
        ",\"tags\":{\"team\":\"x\"}}",
        ",\"a_field_of_the_sender\":{\"any\":1}}",
      })
  void of_bodyThatLostAtMostItsPrompt_isPossible(String end) {
    assertThat(redacted(EVENT + end).possible()).isTrue();
    assertThat(redacted(ENVELOPE + EVENT + end + "]}").possible()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"tags\":\"x\"}",
        ",\"tags\":{\"a b\":\"x\"}}",
        ",\"prompt_hash\":\"some text\"}",
        ",\"operation\":{\"name\":\"chat\"}}",
        ",\"batch\":[true]}",
        ",\"cost_usd\":[1]}",
      })
  void of_bodyWhoseFieldWasNotKept_isNot(String end) {
    assertThat(redacted(EVENT + end).text()).startsWith("not possible: its value of ");
    assertThat(redacted(ENVELOPE + EVENT + end + "]}").text())
        .startsWith("not possible: its value of ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"v\":1,\"events\":[],\"producer\":\"p\"}",
        "{\"v\":1,\"events\":[],\"dropped\":{\"Queue Full\":3}}",
      })
  void of_frameWhoseFieldWasNotKept_isNot(String envelope) {
    assertThat(redacted(envelope).text()).startsWith("not possible: its value of ");
  }

  @Test
  void of_runWhoseSummaryWasNotKept_isNot() {
    String run =
        """
        {"type":"run","event_id":"019a0000-0000-7000-8000-000000000001",\
        "timestamp":"2026-11-23T12:00:00Z","run_id":"r","agent_slug":"cto","status":"running\"""";

    assertThat(redacted(run + "}").possible()).isTrue();
    assertThat(redacted(run + ",\"summary\":{\"a\":1}}").text()).contains("summary was not kept");
  }

  @Test
  void of_invalidBody_saysWhichRuleItBreaks() {
    assertThat(redacted(EVENT + ",\"latency_ms\":2}").text())
        .isEqualTo("not possible: it is not a valid event: duplicate_key latency_ms");
    assertThat(redacted(ENVELOPE + "{}]}").text()).contains("missing_field");
    assertThat(redacted("[]").possible()).isFalse();
    assertThat(redacted("").possible()).isFalse();
    assertThat(redacted("{\"event_id\":").text()).contains("not_json");
  }

  private static RedriveVerdict redacted(String body) {
    return RedriveVerdict.of(new BodyRedactor(PromptHasher.plain()).redact(body));
  }
}
