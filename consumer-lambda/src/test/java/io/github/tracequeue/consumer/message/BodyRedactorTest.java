// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracequeue.testkit.contract.ContractSamples;
import io.github.tracequeue.testkit.contract.ContractSamples.BadSample;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyRedactorTest {

  private static final String CANARY = ContractSamples.CANARY;
  private static final String HASH = PromptHasher.plain().hash(CANARY);

  private final BodyRedactor redactor = new BodyRedactor(PromptHasher.plain());

  @Test
  void redact_event_keepsKnownPlainValuesAndHashesThePrompt() {
    assertThat(
            redact(
                "{\"agent_slug\":\"A B\",\"input_tokens\":-1.50e3,\"batch\":null,\"degraded\":true,"
                    + "\"prompt_preview\":\""
                    + CANARY
                    + "\",\"decision_summary\":\"Caf\u00e9\"}"))
        .isEqualTo(
            "{\"agent_slug\":\"A B\",\"input_tokens\":-1.50e3,\"batch\":null,\"degraded\":true,"
                + "\"decision_summary\":\"Caf\u00e9\",\"prompt_hash\":\""
                + HASH
                + "\"}");
  }

  @Test
  void redact_unknownAndNestedFields_keepsNameAndSize() {
    assertThat(
            redact(
                "{\"messages\":[{\"content\":\""
                    + CANARY
                    + "\"}],\"model\":{\"id\":\""
                    + CANARY
                    + "\"},\"note\":\""
                    + CANARY
                    + "\",\"n\":12345,\"tags\":\""
                    + CANARY
                    + "\"}"))
        .isEqualTo(
            "{\"_redacted\":{\"messages\":34,\"model\":27,\"note\":18,\"n\":5,\"tags\":18}}");
  }

  /** Each start in a run of backslashes would look at all of it: hours for a message. */
  @ParameterizedTest
  @ValueSource(strings = {"\\", "p\\", "p\\u0072\\"})
  @Timeout(5)
  void redact_aMebibyteOfEscapes_endsSoon(String text) {
    String body = text.repeat((1 << 20) / text.length());

    assertThat(body).startsWith(redact(body).substring(0, 1_000_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt\\u005fpreview\":\"",
        "{\"\\\\u0070rompt_preview\":\"",
        "{\\\"PROMPT_previe\\\\\\u0077\\\":\""
      })
  void redact_brokenBodyWithTheNameInEscapes_keepsNothingBehindIt(String body) {
    assertThat(redact(body + CANARY)).doesNotContain(CANARY).endsWith("removed]");
  }

  @Test
  void redact_deeperThanAnyParserGoes_keepsTheSizeAlone() {
    String deep = "{\"note\":\"" + CANARY + "\",\"deep\":" + "[".repeat(5_000);

    assertThat(redact(deep)).isEqualTo("{\"_redacted\":{\"too_deep\":%s}}", deep.length());
  }

  @Test
  void redact_producerAndDropped_keepTheContractsFieldsOnly() {
    assertThat(
            redact(
                "{\"producer\":{\"id\":\"p\",\"seq\":3,\"note\":\"x\"},"
                    + "\"dropped\":{\"queue_full\":2,\"prompt\":\"y\"}}"))
        .isEqualTo(
            "{\"producer\":{\"id\":\"p\",\"seq\":3},\"dropped\":{\"queue_full\":2},"
                + "\"_redacted\":{\"producer.note\":1,\"dropped.prompt\":1}}");
  }

  @Test
  void redact_tags_keepsNamesByThePatternAndTexts() {
    assertThat(redact("{\"tags\":{\"team\":\"x\",\"a b\":\"y\",\"deep\":[\"" + CANARY + "\"]}}"))
        .isEqualTo("{\"tags\":{\"team\":\"x\"},\"_redacted\":{\"tags.*\":1,\"tags.deep\":22}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"text\":\"%s\"}]", "{\"text\":\"%s\"}", "{\"%s\":[[1],2]}"})
  void redact_promptOfAnotherType_isHashedAsItIsWritten(String value) {
    String prompt = value.formatted(CANARY);

    assertThat(redact("{\"model\":\"m\",\"prompt_preview\":" + prompt + ",\"batch\":true}"))
        .isEqualTo(
            "{\"model\":\"m\",\"batch\":true,\"prompt_hash\":\""
                + PromptHasher.plain().hash(prompt)
                + "\"}");
  }

  @Test
  void redact_promptBesideHash_keepsBothHashes() {
    assertThat(
            redact("{\"prompt_preview\":\"" + CANARY + "\",\"prompt_hash\":\"8e0c1f95df58011e\"}"))
        .isEqualTo(
            "{\"prompt_hash\":\"8e0c1f95df58011e\",\"_redacted\":{\"prompt_preview\":\""
                + HASH
                + "\"}}");
  }

  @Test
  void redact_promptInPlaceOfItsHash_isRemoved() {
    assertThat(redact("{\"prompt_hash\":\"" + CANARY + "\"}"))
        .isEqualTo("{\"_redacted\":{\"prompt_hash\":18}}");
    assertThat(redact("{\"prompt_hash\":[\"" + CANARY + "\"]}"))
        .isEqualTo("{\"_redacted\":{\"prompt_hash\":22}}");
    assertThat(redact("{\"prompt_hash\":\"8E0C\"}")).isEqualTo("{\"prompt_hash\":\"8E0C\"}");
    assertThat(redact("{\"prompt_hash\":null}")).isEqualTo("{\"prompt_hash\":null}");
  }

  @Test
  void redact_nullPrompt_staysNull() {
    assertThat(redact("{\"prompt_preview\":null}")).isEqualTo("{\"prompt_preview\":null}");
  }

  @Test
  void redact_envelope_redactsFrameAndEvents() {
    assertThat(
            redact(
                "{\"v\":2,\"producer\":{\"id\":\"p\",\"seq\":1,\"env\":{\"k\":\""
                    + CANARY
                    + "\"}},\"dropped\":{\"queue_full\":3},\"events\":[{\"model\":\"m\",\"extra\":1},"
                    + "\""
                    + CANARY
                    + "\",[1,2]],\"batch\":[\""
                    + CANARY
                    + "\"]}"))
        .isEqualTo(
            "{\"v\":2,\"producer\":{\"id\":\"p\",\"seq\":1},\"dropped\":{\"queue_full\":3},"
                + "\"_redacted\":{\"producer.env\":26,\"batch\":22},"
                + "\"events\":[{\"model\":\"m\",\"_redacted\":{\"extra\":1}},"
                + "{\"_redacted\":{\"scalar\":18}},{\"_redacted\":{\"array\":5}}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"events\":\"%s\"} | {\"_redacted\":{\"events\":18}}",
        "{\"producer\":\"%s\"} | {\"_redacted\":{\"producer\":18}}",
        "{\"dropped\":[\"%s\"]} | {\"_redacted\":{\"dropped\":22}}",
        "{\"v\":[\"%s\"]} | {\"_redacted\":{\"v\":22}}",
        "\"%s\" | {\"_redacted\":{\"scalar\":20}}",
        "[\"%s\"] | {\"events\":[{\"_redacted\":{\"scalar\":18}}]}",
        "null | {\"_redacted\":{\"scalar\":4}}"
      })
  void redact_otherShapes_keepsTheirSize(String body, String redacted) {
    assertThat(redact(body.formatted(CANARY))).isEqualTo(redacted);
  }

  @Test
  void redact_emptyBody_saysSo() {
    assertThat(redact("")).isEqualTo("{\"_redacted\":{\"empty\":0}}");
    assertThat(redact(" \n")).isEqualTo("{\"_redacted\":{\"empty\":2}}");
  }

  @Test
  void redact_promptInPlaceOfAName_isRemoved() {
    assertThat(
            redact(
                "{\"%s, please\":1,\"producer\":{\"%s ?\":\"x\"},\"v\":2,\"%s\":{}}"
                    .formatted(CANARY, CANARY, "n".repeat(65))))
        .isEqualTo("{\"producer\":{},\"v\":2,\"_redacted\":{\"*\":1,\"producer.*\":1,\"*\":2}}");
    assertThat(redact("{\"" + "n".repeat(64) + "\":1}"))
        .isEqualTo("{\"_redacted\":{\"" + "n".repeat(64) + "\":1}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt_preview\": \"%s",
        "{'prompt_preview': '%s'}",
        "prompt_preview=%s&model=x",
        "{\"prompt\\u005fpreview\": \"%s",
        "{\"\\u0070rompt_previe\\u0077\": \"%s",
        "{\\\"PROMPT_PREVIEW\\\": \\\"%s",
        "\"{\\\"prompt_preview\\\":\\\"%s\\\"}\" x"
      })
  void redact_noJson_isCutBehindThePromptsName(String body) {
    String redacted = redact(body.formatted(CANARY));

    assertThat(redacted).doesNotContain(CANARY).endsWith(" characters removed]");
    assertThat(redacted).hasSizeGreaterThan("prompt_preview".length());
  }

  @Test
  void redact_noJsonWithoutAPrompt_isKeptAsItCame() {
    assertThat(redact("agent_slug=cto&model=x")).isEqualTo("agent_slug=cto&model=x");
    assertThat(redact("{\"model\":\"m\"} trailing")).isEqualTo("{\"model\":\"m\"} trailing");
    assertThat(redact("{\"model\":\"m\"} {\"prompt_preview\":\"" + CANARY + "\"}"))
        .isEqualTo("{\"model\":\"m\"} {\"prompt_preview[23 characters removed]");
  }

  @Test
  void redact_eventOfAMessage_isNoFrame() {
    assertThat(redactEvent("{\"v\":1,\"events\":[\"" + CANARY + "\"]}"))
        .isEqualTo("{\"_redacted\":{\"v\":1,\"events\":22}}");
    assertThat(redactEvent("7")).isEqualTo("{\"_redacted\":{\"scalar\":1}}");
  }

  @Test
  void redact_textOrNumberOverTheLimit_isCutOrRemoved() {
    assertThat(redact("{\"model\":\"" + "m".repeat(4_001) + "\",\"batch\":true}"))
        .isEqualTo(
            "{\"model\":\""
                + "m".repeat(4_000)
                + "\",\"batch\":true,"
                + "\"_redacted\":{\"model\":4001}}");
    assertThat(redact("{\"input_tokens\":" + "9".repeat(5_000) + ",\"latency_ms\":NaN}"))
        .isEqualTo("{\"_redacted\":{\"input_tokens\":5000,\"latency_ms\":3}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"v\":2,\"events\":[%s]}", "[%s]"})
  void redact_moreThanFits_keepsWholeEventsAndSaysHowManyAreLeftOut(String frame)
      throws JsonProcessingException {
    String event = "{\"agent_slug\":\"cto\",\"decision_summary\":\"" + "\u00e9".repeat(500) + "\"}";
    String body = frame.formatted(String.join(",", Collections.nCopies(1_500, event)));

    Redacted redacted = redactor.redact(body);

    assertThat(redacted.truncated()).isTrue();
    assertThat(redacted.text().getBytes(UTF_8).length)
        .isBetween(BodyRedactor.MAX_BYTES - 2_000, BodyRedactor.MAX_BYTES);
    JsonNode kept = new JsonMapper().readTree(redacted.text());
    assertThat(kept.required("events")).allSatisfy(e -> assertThat(e).hasToString(event));
    assertThat(kept.required("_truncated").required("events").intValue())
        .isEqualTo(1_500 - kept.required("events").size());
  }

  @Test
  void redact_brokenBodyOfMoreThanFits_isCutAndSaysSo() {
    String body = "x=" + "\u00e9".repeat(600_000);

    Redacted redacted = redactor.redact(body);

    assertThat(redacted.truncated()).isTrue();
    assertThat(redacted.text()).endsWith(" characters removed]");
    assertThat(redacted.text().getBytes(UTF_8).length).isLessThanOrEqualTo(BodyRedactor.MAX_BYTES);
  }

  @Test
  void redact_objectOfMoreThanFits_saysHowLargeItIs() {
    StringBuilder tags = new StringBuilder("\"t\":1");
    for (int i = 0; tags.length() < 1_100_000; i++) {
      tags.append(",\"t").append(i).append("\":\"x\"");
    }

    Redacted redacted = redactor.redact("{\"tags\":{" + tags + "}}");

    assertThat(redacted.truncated()).isTrue();
    assertThat(redacted.text()).startsWith("{\"_truncated\":{\"bytes\":");
  }

  @ParameterizedTest
  @MethodSource("io.github.tracequeue.testkit.contract.ContractSamples#bad")
  void redact_badSample_losesTheCanary(BadSample sample) {
    String body = new String(sample.body(), UTF_8);

    assertThat(redact(body)).isNotEmpty().doesNotContain(CANARY);
  }

  private String redact(String body) {
    return redactor.redact(body).text();
  }

  private String redactEvent(String event) {
    return redactor.redact(EventText.whole(event)).text();
  }
}
