// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.watch.limit.Audience;
import io.github.tracequeue.watch.limit.LimitKind;
import io.github.tracequeue.watch.limit.RecentCall;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NoticeFormatTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Links LINKS =
      new Links(
          "Tracequeue-prod",
          "team-activity",
          "eu-central-1",
          "https://example.com/operations.md",
          null);
  private static final Notice FAILING = notice(LimitKind.FAILING, Level.BREACHED);

  @Test
  void standard_mail_saysWhoWhatSinceWhenAndWhereToLook() {
    JsonNode message = json(NoticeFormat.STANDARD.message(FAILING, LINKS));

    assertThat(NoticeFormat.STANDARD.subject(FAILING, LINKS))
        .isEqualTo("[Tracequeue-prod] cto is failing");
    assertThat(message.get("email").asText())
        .isEqualTo(
            """
            cto is failing

            The last 3 calls failed.
            Limit:  3 failed calls in a row
            Since:  2026-11-23 12:00 UTC

            Calls:
              2026-11-23 11:59 UTC  m-1  failed: overloaded  1,204 ms  $0.0012  e-1
              2026-11-23 11:58 UTC  m-1  ok  unknown cost  e-2

            View:        bin/tracequeue view --table team-activity --region eu-central-1
            What to do:  https://example.com/operations.md#failing
            """);
  }

  @Test
  void standard_others_getTheSameAsJson() {
    JsonNode message = json(json(NoticeFormat.STANDARD.message(FAILING, LINKS)).get("default"));

    assertThat(message.get("version").asInt()).isEqualTo(1);
    assertThat(message.get("agent_slug").asText()).isEqualTo("cto");
    assertThat(message.get("limit").asText()).isEqualTo("failing");
    assertThat(message.get("level").asText()).isEqualTo("breached");
    assertThat(message.get("audience").asText()).isEqualTo("page");
    assertThat(message.get("since").asText()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(message.get("calls").get(0).get("cost_usd").decimalValue())
        .isEqualByComparingTo("0.0012");
    assertThat(message.get("runbook").asText())
        .isEqualTo("https://example.com/operations.md#failing");
  }

  @Test
  void chat_everyNotice_isAmazonQsCustomNotification() {
    JsonNode message = json(NoticeFormat.CHAT.message(FAILING, LINKS));

    assertThat(message.get("version").asText()).isEqualTo("1.0");
    assertThat(message.get("source").asText()).isEqualTo("custom");
    assertThat(message.at("/content/title").asText()).isEqualTo(":rotating_light: cto is failing");
    assertThat(message.at("/content/description").asText()).contains("The last 3 calls failed");
    assertThat(message.at("/metadata/threadId").asText()).isEqualTo("Tracequeue-prod-cto-failing");
  }

  @Test
  void cloudwatchAlarm_beginAndEnd_haveTheSameNameAndTheSubjectsWord() {
    Notice end = notice(LimitKind.FAILING, Level.OK);

    assertThat(NoticeFormat.CLOUDWATCH_ALARM.subject(FAILING, LINKS)).startsWith("ALARM: ");
    assertThat(NoticeFormat.CLOUDWATCH_ALARM.subject(end, LINKS)).startsWith("OK: ");
    JsonNode begun = json(NoticeFormat.CLOUDWATCH_ALARM.message(FAILING, LINKS));
    JsonNode ended = json(NoticeFormat.CLOUDWATCH_ALARM.message(end, LINKS));
    assertThat(begun.get("NewStateValue").asText()).isEqualTo("ALARM");
    assertThat(ended.get("NewStateValue").asText()).isEqualTo("OK");
    assertThat(begun.get("AlarmName")).isEqualTo(ended.get("AlarmName"));
    assertThat(begun.get("StateChangeTime").asText()).isEqualTo("2026-11-23T12:00:00.000+0000");
  }

  @Test
  void audience_warning_isNotWoken() {
    assertThat(FAILING.audience()).isEqualTo(Audience.PAGE);
    assertThat(notice(LimitKind.SPEND_DAY, Level.WARNING).audience()).isEqualTo(Audience.NOTIFY);
    assertThat(notice(LimitKind.SPEND_DAY, Level.BREACHED).audience()).isEqualTo(Audience.PAGE);
    assertThat(notice(LimitKind.SLOW, Level.BREACHED).audience()).isEqualTo(Audience.NOTIFY);
  }

  @Test
  void parse_targets_namesTheMalformedPart() {
    assertThat(
            NotifyTarget.parse("page standard arn:aws:sns:eu:1:a, notify chat arn:aws:sns:eu:1:b,"))
        .containsExactly(
            new NotifyTarget(Audience.PAGE, NoticeFormat.STANDARD, "arn:aws:sns:eu:1:a"),
            new NotifyTarget(Audience.NOTIFY, NoticeFormat.CHAT, "arn:aws:sns:eu:1:b"));
    assertThatThrownBy(() -> NotifyTarget.parse("page arn:aws:sns:eu:1:a"))
        .hasMessageContaining("page arn:aws:sns:eu:1:a");
  }

  private static Notice notice(LimitKind kind, Level level) {
    return new Notice(
        kind,
        new LimitState(
            "cto", kind.id(), level, NOON, "The last 3 calls failed", null, null, false, NOON, 1),
        "3 failed calls in a row",
        List.of(
            new RecentCall(
                NOON.minusSeconds(1),
                "e-1",
                "m-1",
                true,
                "overloaded",
                1_204,
                new BigDecimal("0.0012"),
                null,
                1),
            new RecentCall(NOON.minusSeconds(61), "e-2", "m-1", false, null, 0, null, null, 1)));
  }

  private static JsonNode json(JsonNode text) {
    return json(text.asText());
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
