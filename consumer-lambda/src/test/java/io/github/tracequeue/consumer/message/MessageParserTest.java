// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.consumer.message.ParsedMessage.Accepted;
import io.github.tracequeue.consumer.message.ParsedMessage.Producer;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Lineage;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.testkit.contract.ContractSamples;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class MessageParserTest {

  private static final String TRACE =
      """
      "event_id":"019ADF3C-8A40-7C3E-9D51-6B7F0A2E4C88","timestamp":"2026-11-23T12:00:00.123999Z",\
      "agent_slug":"cto","model":"gpt-5","input_tokens":100,"output_tokens":20,"latency_ms":900""";

  private static final String RUN =
      """
      "type":"run","event_id":"019adf3c-8a40-7c3e-9d51-6b7f0a2e4c88","run_id":"r1",\
      "timestamp":"2026-11-23T12:00:00Z","agent_slug":"cto","status":"succeeded\"""";

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
                new Lineage(null, null, null, null, null),
                new Content(null, null, null, false, Map.of())));
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
                "error_type":"Timeout","finish_reason":"length","service_tier":"flex","batch":true,\
                "response_id":"resp_1","time_to_first_token_ms":0,"cache_read_tokens":30,\
                "cache_write_5m_tokens":40,"cache_write_1h_tokens":50,"reasoning_tokens":20,\
                "usage_convention":"exclusive","cost_usd":0.00250,"run_id":"r1",\
                "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7",\
                "parent_span_id":"b7ad6b7169203331","session_id":"s 1","prompt_preview":"a",\
                "decision_summary":"Done.","degraded":true,"tags":{"team":"x","empty":""}}""");

    assertThat(trace.call())
        .isEqualTo(
            new Call(
                "openai", "gpt-5", "chat", 900, 0L, true, "Timeout", "length", "flex", true,
                "resp_1"));
    assertThat(trace.tokens()).isEqualTo(new Tokens(100, 20, 30, 40, 50, 20, false));
    assertThat(trace.reportedCost()).isEqualByComparingTo(new BigDecimal("0.0025"));
    assertThat(trace.lineage())
        .isEqualTo(
            new Lineage(
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
    assertThat(envelope.dropped()).isEqualTo(Map.of("queue_full", 3L, "too_large", 100L));
    assertThat(envelope.events()).hasSize(4);
    assertThat(envelope.events().get(0)).isInstanceOf(ParsedTrace.class);
    assertThat(envelope.events().get(1)).isInstanceOf(ParsedRun.class);
    assertThat(envelope.events().subList(2, 4))
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

    assertThat(envelope.events().get(1)).isEqualTo(trace("{" + TRACE + "}"));
    assertThat(envelope.events().get(2))
        .isEqualTo(new RejectedEvent(new Rejection(Reason.MISSING_FIELD, "event_id", "")));
  }

  @Test
  void parse_severalFaults_namesTheFirstOfTheDocument() {
    assertThat(rejection("{" + TRACE + ",\"provider\":\"A\",\"span_id\":1}"))
        .isEqualTo(new Rejection(Reason.BAD_FORMAT, "provider", "[a-z0-9][a-z0-9._-]{0,63}"));
    assertThat(rejection("{\"tags\":{\"a b\":1,\"c\":2}}"))
        .isEqualTo(new Rejection(Reason.BAD_FORMAT, "tags", "names [A-Za-z0-9_.-]{1,64}"));
    assertThat(rejection("{\"v\":1,\"dropped\":{\"A\":1,\"b\":\"c\"},\"producer\":1,\"events\":3}"))
        .isEqualTo(new Rejection(Reason.BAD_FORMAT, "dropped", "reasons [a-z][a-z0-9_]{0,31}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'v':{'x':1},'events':[]}|WRONG_TYPE|v",
        "{'v':1,'v':{'x':1},'events':[]}|DUPLICATE_KEY|v",
        "{'v':1,'events':{'x':1}}|WRONG_TYPE|events",
        "{'v':1,'producer':[{'x':1}],'events':[]}|WRONG_TYPE|producer",
        "{'v':1,'producer':{'id':{'x':1},'seq':1},'events':[]}|WRONG_TYPE|producer.id",
        "{'v':1,'producer':{'id':'p','seq':{'x':1}},'events':[]}|WRONG_TYPE|producer.seq",
        "{'v':1,'producer':{'id':'p','id':{'x':1},'seq':1},'events':[]}|DUPLICATE_KEY|producer.id",
        "{'v':1,'dropped':[{'x':1}],'events':[]}|WRONG_TYPE|dropped",
        "{'v':1,'dropped':{'A':{'x':1}},'events':[]}|BAD_FORMAT|dropped",
        "{'model':'m','model':{'x':1}}|DUPLICATE_KEY|model"
      },
      quoteCharacter = '"')
  void parse_objectInAWrongPlace_isPassedAsAWhole(String body, Reason reason, String field) {
    Rejection rejection = rejection(body.replace('\'', '"'));

    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.field()).isEqualTo(field);
  }

  @Test
  void parse_limitsOfTheFrame_areIncluded() {
    String event = "{" + TRACE + "}";
    String events = (event + ",").repeat(9_999) + event;
    StringBuilder reasons = new StringBuilder("\"r0\":0");
    for (int i = 1; i < 32; i++) {
      reasons.append(",\"r").append(i).append("\":").append(i);
    }

    assertThat(accepted("{\"v\":1,\"events\":[" + events + "]}").events()).hasSize(10_000);
    assertThat(rejection("{\"v\":1,\"events\":[" + events + ",1]}").reason())
        .isEqualTo(Reason.TOO_MANY);
    assertThat(accepted("{\"v\":1,\"dropped\":{" + reasons + "},\"events\":[]}").dropped())
        .hasSize(32);
    assertThat(rejection("{\"v\":1,\"dropped\":{" + reasons + ",\"x\":1},\"events\":[]}").reason())
        .isEqualTo(Reason.TOO_MANY);
  }

  @Test
  void parse_hostileBodies_endsQuickly() {
    assertThat(rejection("[".repeat(1_000_000)).reason()).isEqualTo(Reason.TOO_DEEP);
    assertThat(rejection("{\"a\":".repeat(200_000)).reason()).isEqualTo(Reason.TOO_DEEP);
    assertThat(rejection("{" + TRACE + ",\"input_tokens\":" + "9".repeat(1_000_000) + "}").reason())
        .isEqualTo(Reason.DUPLICATE_KEY);
    assertThat(rejection("{\"cost_usd\":" + "9".repeat(1_000_000) + "}").reason())
        .isEqualTo(Reason.OUT_OF_RANGE);
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
  void parse_pieceOfABuffer_readsNoFurther() {
    String body = "{" + TRACE + "}";
    char[] buffer = ("]]" + body + "garbage").toCharArray();

    assertThat(parser.parse(buffer, 2, body.length())).isEqualTo(parser.parse(body));
  }

  @Test
  void parse_loneSurrogateInTheBodyItself_isReplacedToo() {
    assertThat(trace("{" + TRACE + ",\"decision_summary\":\"a\ud83d\"}").content())
        .returns("a\ufffd", Content::decisionSummary);
  }

  private Accepted accepted(String body) {
    return (Accepted) parser.parse(body);
  }

  private ParsedTrace trace(String body) {
    return trace(parser, body);
  }

  private static ParsedTrace trace(MessageParser parser, String body) {
    return (ParsedTrace) ((Accepted) parser.parse(body)).events().get(0);
  }

  private StoredRun run(String body) {
    return ((ParsedRun) accepted(body).events().get(0)).run();
  }

  private Rejection rejection(String body) {
    return ((ParsedMessage.Rejected) parser.parse(body)).rejection();
  }
}
