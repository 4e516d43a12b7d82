// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracequeue.consumer.message.ParsedMessage.Accepted;
import io.github.tracequeue.consumer.message.ParsedMessage.Producer;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.StoredTrace.Audio;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import io.github.tracequeue.testkit.contract.ContractSamples;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageParserTest {

  private static final String TRACE =
      """
      "event_id":"019ADF3C-8A40-7C3E-9D51-6B7F0A2E4C88","timestamp":"2026-11-23T12:00:00.123999Z",\
      "agent_slug":"cto","model":"gpt-5","input_tokens":100,"output_tokens":20,"latency_ms":900""";

  private static final String RUN =
      """
      "type":"run","event_id":"019adf3c-8a40-7c3e-9d51-6b7f0a2e4c88","run_id":"r1",\
      "timestamp":"2026-11-23T12:00:00Z","agent_slug":"cto","status":"succeeded\"""";

  private static final String REQUIRED =
      "\"agent_slug\":\"cto\",\"model\":\"gpt-5\",\"input_tokens\":100,\"output_tokens\":20";

  private static final Origin ORIGIN = new Origin("m-1", Instant.parse("2026-11-24T08:00:00Z"));

  private final MessageParser parser = new MessageParser(PromptHasher.plain());

  @Test
  void parse_minimalTrace_fillsInTheDefaults() {
    ParsedTrace trace = trace("{" + TRACE + "}");

    assertThat(trace)
        .isEqualTo(
            new ParsedTrace(
                "019adf3c-8a40-7c3e-9d51-6b7f0a2e4c88",
                Instant.parse("2026-11-23T12:00:00.123Z"),
                "cto",
                new Call(null, "gpt-5", null, 900, null, false, null, null, null, false, null),
                new Tokens(100, 20, 0, 0, 0, 0, true),
                null,
                new TraceLinks(null, null, null, null, null),
                new Content(null, null, null, false, Map.of()),
                Set.of()));
  }

  @Test
  void parse_requiredFieldsAlone_takesIdAndTimeFromTheMessage() {
    String four =
        "{\"agent_slug\":\"cto\",\"model\":\"m\",\"input_tokens\":1,\"output_tokens\":2%s}";

    ParsedTrace trace = trace(four.formatted(""));

    assertThat(trace.timestamp()).isEqualTo(ORIGIN.sentAt());
    assertThat(trace.eventId())
        .isEqualTo(UUID.nameUUIDFromBytes("m-1#0".getBytes(UTF_8)).toString())
        .isEqualTo(trace(four.formatted("")).eventId());
    assertThat(trace(four.formatted(",\"latency_ms\":1500")).timestamp())
        .isEqualTo(ORIGIN.sentAt().minusMillis(1500));
    assertThat(trace.repaired()).isEmpty();
  }

  @Test
  void parse_eventsWithoutAnId_getOneByTheirPlace() {
    String four = "{\"agent_slug\":\"cto\",\"model\":\"m\",\"input_tokens\":1,\"output_tokens\":2}";

    List<MessageEvent> events = accepted("[" + four + ",7," + four + "]").events();

    assertThat(events.get(2).event())
        .isInstanceOfSatisfying(
            ParsedTrace.class, trace -> assertThat(trace.eventId()).isEqualTo(ORIGIN.eventId(2)));
    assertThat(events.get(0).event()).isNotEqualTo(events.get(2).event());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"agent_slug\":\"CTO\",\"model\":\"m\",\"input_tokens\":1,\"output_tokens\":2}",
        " {\"event_id\":\"x\",\"timestamp\":5,\"agent_slug\":\"cto\",\"model\":\"m\","
            + "\"input_tokens\":1,\"output_tokens\":2,\"latency_ms\":9} ",
        "{\"type\":\"run\",\"run_id\":\"r\",\"agent_slug\":\"cto\",\"status\":\"ok\"}"
      })
  void standalone_ofAnEventWithoutIdAndTime_isTheSameEventInAnotherMessage(String event) {
    MessageEvent first = accepted("[{},null ," + event + "]").events().get(2);

    ParsedMessage again =
        parser.parse(
            "[" + first.standalone() + "]", new Origin("m-2", ORIGIN.sentAt().plusSeconds(60)));

    assertThat(((Accepted) again).events().get(0).event()).isEqualTo(first.event());
  }

  @Test
  void text_ofEachEvent_isWhatWasSent() {
    String body = "{\"v\":1, \"events\": [ {\"a\":\"\u00e9\\\"}\"} ,\"x y\", 12.5 ,[1, 2],null ]}";

    assertThat(accepted(body).events())
        .extracting(event -> event.text().text())
        .containsExactly("{\"a\":\"\u00e9\\\"}\"}", "\"x y\"", "12.5", "[1, 2]", "null");
    String large = "[" + "{\"a\":1},".repeat(9_000) + "{\"b\":2}]";
    assertThat(accepted(large).events().get(9_000).text().text()).isEqualTo("{\"b\":2}");
  }

  @Test
  void parse_fullTrace_takesEveryField() {
    ParsedTrace trace =
        trace(
            "{"
                + TRACE
                + ","
                + """
                "type":"llm_trace","provider":"openai","operation":"chat","status":"error",\
                "error_type":"Timeout","error_message":"Too slow.","inference_geo":"us",\
                "tool_requests":{"web_search":2},"input_audio_tokens":9,"output_audio_tokens":8,\
                "cache_read_audio_tokens":7,"finish_reason":"length","service_tier":"flex","batch":true,\
                "response_id":"resp_1","time_to_first_token_ms":0,"cache_read_tokens":30,\
                "cache_write_5m_tokens":40,"cache_write_1h_tokens":50,"reasoning_tokens":20,\
                "usage_convention":"exclusive","cost_usd":0.00250,"run_id":"r1",\
                "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7",\
                "parent_span_id":"b7ad6b7169203331","session_id":"s 1","prompt_preview":"a",\
                "decision_summary":"Done.","degraded":true,"tags":{"team":"x","empty":""}}""");

    assertThat(trace.call())
        .isEqualTo(
            new Call(
                "openai",
                "gpt-5",
                "chat",
                900,
                0L,
                true,
                "Timeout",
                "Too slow.",
                "length",
                "flex",
                true,
                "us",
                "resp_1",
                Map.of("web_search", 2L)));
    assertThat(trace.tokens())
        .isEqualTo(new Tokens(100, 20, 30, 40, 50, 20, new Audio(9, 8, 7), false, false));
    assertThat(trace.reportedCost()).isEqualByComparingTo(new BigDecimal("0.0025"));
    assertThat(trace.links())
        .isEqualTo(
            new TraceLinks(
                "r1",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "00f067aa0ba902b7",
                "b7ad6b7169203331",
                "s 1"));
    assertThat(trace.content())
        .isEqualTo(
            new Content("ca978112ca1bbdca", null, "Done.", true, Map.of("team", "x", "empty", "")));
  }

  @Test
  void parse_promptUnderAKey_namesTheKeyOnlyForItsOwnHash() {
    MessageParser keyed =
        new MessageParser(PromptHasher.keyed("0123456789abcdef".getBytes(UTF_8), "k7"));

    assertThat(trace(keyed, "{" + TRACE + ",\"prompt_preview\":\"a\"}").content().promptHashKey())
        .isEqualTo("k7");
    assertThat(trace(keyed, "{" + TRACE + ",\"prompt_preview\":\"\"}").content())
        .isEqualTo(new Content("", null, null, false, Map.of()));
    assertThat(trace(keyed, "{" + TRACE + ",\"prompt_hash\":\"ca978112ca1bbdca\"}").content())
        .isEqualTo(new Content("ca978112ca1bbdca", null, null, false, Map.of()));
  }

  @Test
  void parse_run_takesEveryField() {
    StoredRun run =
        run(
            "{"
                + RUN
                + ","
                + """
                "started_at":"2026-11-23T11:00:00Z","ended_at":"2026-11-23T12:00:00Z",\
                "summary":"All done.","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736",\
                "parent_run_id":"r0","model":7}""");

    StoredRun.Event event =
        new StoredRun.Event(
            Status.SUCCEEDED,
            Instant.parse("2026-11-23T12:00:00Z"),
            "019adf3c-8a40-7c3e-9d51-6b7f0a2e4c88");
    assertThat(run)
        .isEqualTo(
            new StoredRun(
                "r1",
                "cto",
                event,
                Instant.parse("2026-11-23T11:00:00Z"),
                Instant.parse("2026-11-23T12:00:00Z"),
                new StoredRun.Summary(event, "All done."),
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "r0",
                Set.of("019adf3c-8a40-7c3e-9d51-6b7f0a2e4c88")));
  }

  @Test
  void parse_minimalRun_leavesTheRestOut() {
    assertThat(run("{" + RUN + "}"))
        .returns(null, StoredRun::startedAt)
        .returns(null, StoredRun::endedAt)
        .returns(null, StoredRun::summary)
        .returns(null, StoredRun::traceId)
        .returns(null, StoredRun::parentRunId);
  }

  @Test
  void parse_typeBehindTheFields_decidesWhichOfThemCount() {
    String fields = RUN.substring("\"type\":\"run\",".length());

    assertThat(
            run("{\"latency_ms\":\"x\",\"tags\":1,\"batch\":{}," + fields + ",\"type\":\"run\"}"))
        .returns("r1", StoredRun::runId);
    assertThat(trace("{\"summary\":1,\"started_at\":2,\"parent_run_id\":[3]," + TRACE + "}"))
        .returns("cto", ParsedTrace::agentSlug);
  }

  @Test
  void parse_envelope_takesProducerDropsAndEventsInOrder() {
    Accepted envelope =
        accepted(
            "{\"producer\":{\"id\":\"p\ud83d1\",\"seq\":7.0,\"host\":\"x\"},\"sent\":1,"
                + "\"dropped\":{\"queue_full\":3,\"too_large\":1e2},\"v\":1,"
                + "\"events\":[{"
                + TRACE
                + "},{"
                + RUN
                + "},3,{\"type\":\"x\"}],\"model\":[]}");

    assertThat(envelope.producer()).isEqualTo(new Producer("p\ufffd1", 7));
    assertThat(envelope.dropped()).isEqualTo(103);
    assertThat(envelope.events()).hasSize(4);
    assertThat(event(envelope, 0)).isInstanceOf(ParsedTrace.class);
    assertThat(event(envelope, 1)).isInstanceOf(ParsedRun.class);
    assertThat(List.of(event(envelope, 2), event(envelope, 3)))
        .containsExactly(
            new RejectedEvent(new Rejection(Reason.NOT_AN_OBJECT, "", "")),
            new RejectedEvent(new Rejection(Reason.UNKNOWN_TYPE, "type", "llm_trace or run")));
  }

  @Test
  void parse_secondEventOfAnEnvelope_takesNothingFromTheFirst() {
    Accepted envelope =
        accepted(
            "{\"v\":1,\"events\":[{"
                + TRACE
                + ",\"provider\":\"a\",\"tags\":{\"a\":\"b\"},"
                + "\"cost_usd\":1,\"batch\":true,\"prompt_preview\":\"x\"},{"
                + TRACE
                + "},"
                + "{\"agent_slug\":\"cto\"}]}");

    assertThat(event(envelope, 1)).isEqualTo(trace("{" + TRACE + "}"));
    assertThat(event(envelope, 2))
        .isEqualTo(new RejectedEvent(new Rejection(Reason.MISSING_FIELD, "model", "")));
  }

  @Test
  void parse_severalFaults_namesTheFirstRequiredField() {
    assertThat(rejection("{\"output_tokens\":-1,\"input_tokens\":-1,\"agent_slug\":\"a\"}"))
        .isEqualTo(new Rejection(Reason.MISSING_FIELD, "model", ""));
    assertThat(rejection("{\"type\":5,\"output_tokens\":-1,\"input_tokens\":-1}").reason())
        .isEqualTo(Reason.UNKNOWN_TYPE);
    assertThat(rejection("{\"v\":2,\"type\":5}").reason()).isEqualTo(Reason.UNSUPPORTED_VERSION);
    assertThat(rejection("{" + RUN.replace("cto", "#") + "}"))
        .isEqualTo(new Rejection(Reason.BAD_FORMAT, "agent_slug", "[a-z0-9][a-z0-9._-]{0,63}"));
  }

  /** A value of any shape is passed as a whole, so that the fields behind it are read. */
  @ParameterizedTest
  @ValueSource(
      strings = {"null", "true", "5", "NaN", "\"x\"", "[{\"x\":[1]}]", "{\"x\":{\"y\":[1]}}"})
  void parse_anyValueInAnyOptionalPlace_costsNothingElse(String value) {
    for (Field field : Field.values()) {
      if (field.inCall == Field.Presence.OPTIONAL && field != Field.TYPE) {
        ParsedTrace trace = trace("{\"" + field.wireName + "\":" + value + "," + REQUIRED + "}");
        assertThat(trace.tokens().input()).as(field.wireName).isEqualTo(100);
      }
      if (field.inRun == Field.Presence.OPTIONAL && field != Field.TYPE) {
        String run = "\"run_id\":\"r1\",\"agent_slug\":\"cto\",\"status\":\"running\"}";
        assertThat(run("{\"type\":\"run\",\"" + field.wireName + "\":" + value + "," + run).runId())
            .as(field.wireName)
            .isEqualTo("r1");
      }
    }
    for (String name : List.of("producer", "dropped", "unknown")) {
      assertThat(accepted("{\"" + name + "\":" + value + ",\"events\":[{" + TRACE + "}]}").events())
          .hasSize(1);
    }
  }

  @Test
  void parse_limitsOfTheFrame_areIncluded() {
    String event = "{" + TRACE + "}";
    String events = (event + ",").repeat(BodyReader.MAX_EVENTS - 1) + event;

    assertThat(accepted("{\"v\":1,\"events\":[" + events + "]}").events())
        .hasSize(BodyReader.MAX_EVENTS);
    assertThat(rejection("{\"v\":1,\"events\":[" + events + ",1]}").reason())
        .isEqualTo(Reason.TOO_MANY);
    assertThat(rejection("[" + events + ",1]").reason()).isEqualTo(Reason.TOO_MANY);
  }

  @Test
  void parse_wrappedBodyThatIsBroken_isNoJson() {
    String event = "{" + TRACE + "}";
    String detail = "{\"detail-type\":\"x\",\"detail\":" + event;

    assertThat(accepted(detail + "}").events()).hasSize(1);
    assertThat(rejection(detail).reason()).isEqualTo(Reason.NOT_JSON);
    assertThat(rejection(detail + "}}").reason()).isEqualTo(Reason.NOT_JSON);
    assertThat(rejection("{\"detail-type\":\"x\",\"detail\":5}").reason())
        .isEqualTo(Reason.NOT_AN_OBJECT);
    assertThat(rejection("{\"detail\":" + event + "}").reason()).isEqualTo(Reason.MISSING_FIELD);
  }

  @Test
  void parse_manyWrappers_areTakenOffUpToFour() throws JsonProcessingException {
    String body = "{" + TRACE + "}";
    for (int wrappers = 1; wrappers <= 4; wrappers++) {
      body = new JsonMapper().writeValueAsString(body);
      assertThat(accepted(body).events()).hasSize(1);
    }
    assertThat(rejection(new JsonMapper().writeValueAsString(body)).reason())
        .isEqualTo(Reason.TOO_DEEP);
  }

  @Test
  void parse_hostileBodies_endsQuickly() {
    assertThat(rejection("[".repeat(1_000_000)).reason()).isEqualTo(Reason.TOO_DEEP);
    assertThat(rejection("{\"a\":".repeat(200_000)).reason()).isEqualTo(Reason.TOO_DEEP);
    assertThat(rejection("{" + TRACE + ",\"input_tokens\":" + "9".repeat(1_000_000) + "}").reason())
        .isEqualTo(Reason.OUT_OF_RANGE);
    assertThat(trace("{" + TRACE + ",\"cost_usd\":\"" + "9".repeat(1_000_000) + "\"}").repaired())
        .containsExactly("cost_usd");
    assertThat(trace("{" + TRACE + ",\"run_id\":\"" + "\u00e9".repeat(500_000) + "\"}").links())
        .returns(null, TraceLinks::runId);
    assertThat(trace("{" + TRACE + ",\"" + "n".repeat(1_000_000) + "\":1}").agentSlug())
        .isEqualTo("cto");
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 90_000; i++) {
      names.append(",\"k").append(i).append("\":0");
    }
    assertThat(trace("{" + TRACE + names + "}").agentSlug()).isEqualTo("cto");
  }

  static List<JsonNode> goldenSummaries() {
    return ContractSamples.vectors("decision-summary.json");
  }

  @ParameterizedTest
  @MethodSource("goldenSummaries")
  void parse_goldenSummary_isStoredAsTheVectorSays(JsonNode vector) {
    String summary = vector.required("decision_summary").toString();

    assertThat(trace("{" + TRACE + ",\"decision_summary\":" + summary + "}").content())
        .returns(vector.required("stored").textValue(), Content::decisionSummary);
    assertThat(run("{" + RUN + ",\"summary\":" + summary + "}").summary())
        .returns(vector.required("stored").textValue(), StoredRun.Summary::text);
  }

  @Test
  void parse_loneSurrogateInTheBodyItself_isReplacedToo() {
    assertThat(trace("{" + TRACE + ",\"decision_summary\":\"a\ud83d\"}").content())
        .returns("a\ufffd", Content::decisionSummary);
  }

  private Accepted accepted(String body) {
    return (Accepted) parser.parse(body, ORIGIN);
  }

  private static ParsedEvent event(Accepted message, int position) {
    return message.events().get(position).event();
  }

  private ParsedTrace trace(String body) {
    return trace(parser, body);
  }

  private static ParsedTrace trace(MessageParser parser, String body) {
    return (ParsedTrace) event((Accepted) parser.parse(body, ORIGIN), 0);
  }

  private StoredRun run(String body) {
    return ((ParsedRun) event(accepted(body), 0)).run();
  }

  private Rejection rejection(String body) {
    return ((ParsedMessage.Rejected) parser.parse(body, ORIGIN)).rejection();
  }
}
