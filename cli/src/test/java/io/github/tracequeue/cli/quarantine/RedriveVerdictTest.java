// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.message.BodyRedactor;
import io.github.tracequeue.consumer.message.MessageParser;
import io.github.tracequeue.consumer.message.Origin;
import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.message.ParsedTrace;
import io.github.tracequeue.consumer.message.PromptHasher;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which redacted bodies can be sent again. */
final class RedriveVerdictTest {
  private static final String EVENT =
      """
      {"event_id":"019a0000-0000-7000-8000-000000000001","timestamp":"2026-11-23T12:00:00Z",\
      "agent_slug":"cto","model":"m","input_tokens":1,"output_tokens":1,"latency_ms":1""";

  private static final Instant RECEIVED_AT = Instant.parse("2026-11-23T12:30:00Z");

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
    assertThat(redacted(EVENT + end).text()).startsWith("not possible: the value of ");
    assertThat(redacted(ENVELOPE + EVENT + end + "]}").text())
        .startsWith("not possible: the value of ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"v\":1,\"events\":[],\"producer\":\"p\"}",
        "{\"v\":1,\"events\":[],\"dropped\":{\"Queue Full\":3}}",
      })
  void of_frameWhoseFieldWasNotKept_isNot(String envelope) {
    assertThat(redacted(envelope).text()).startsWith("not possible: the value of ");
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
    assertThat(redacted("{\"agent_slug\":\"cto\"}").text())
        .isEqualTo("not possible: the event is invalid: missing_field model");
    assertThat(redacted(ENVELOPE + "{}]}").text()).contains("missing_field");
    assertThat(redacted("").possible()).isFalse();
    assertThat(redacted("{\"event_id\":").text()).contains("not_json");
  }

  @Test
  void of_envelopeThatDidNotFit_isNot() {
    String envelope = ENVELOPE + EVENT + "}],\"_truncated\":{\"events\":12}}";

    assertThat(verdict("m-1", envelope).text())
        .isEqualTo("not possible: 12 of its events did not fit into the quarantined message");
  }

  @Test
  void of_completeEvent_isSentAsItWasKept() {
    assertThat(verdict("m-1", EVENT + "}").body()).isEqualTo(EVENT + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "{\"events\":[%s,%<s],\"producer\":{\"id\":\"p\",\"seq\":1}}"})
  void of_eventWithoutIdAndTime_isTheSameEventEachTimeItIsSent(String form) {
    String event =
        "{\"agent_slug\":\"cto\",\"model\":\"m\",\"input_tokens\":1,\"output_tokens\":1}";
    String body = String.format(Locale.ROOT, form, event);

    List<String> keys = keys(verdict("m-1", body).body(), "first message");

    assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.endsWith(" " + RECEIVED_AT));
    assertThat(keys(verdict("m-1", body).body(), "second message")).isEqualTo(keys);
    assertThat(keys(verdict("m-2", body).body(), "third message"))
        .doesNotContainAnyElementsOf(keys);
  }

  private static List<String> keys(String body, String messageId) {
    Origin origin = new Origin(messageId, RECEIVED_AT.plusSeconds(3_600));
    ParsedMessage message = new MessageParser(PromptHasher.plain()).parse(body, origin);
    assertThat(message).isInstanceOf(ParsedMessage.Accepted.class);
    return ((ParsedMessage.Accepted) message)
        .events().stream()
            .map(event -> (ParsedTrace) event.event())
            .map(trace -> trace.eventId() + ' ' + trace.timestamp())
            .toList();
  }

  private static RedriveVerdict redacted(String body) {
    return verdict("m-1", new BodyRedactor(PromptHasher.plain()).redact(body).text());
  }

  private static RedriveVerdict verdict(String id, String body) {
    return RedriveVerdict.of(
        new QuarantinedMessage(
            id, "handle", "bad_value", "", "", "source", null, RECEIVED_AT, false, body));
  }
}
