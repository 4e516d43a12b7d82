// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.notice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.testkit.LoopbackServer;
import io.github.tracequeue.watch.limit.Audience;
import io.github.tracequeue.watch.limit.LimitKind;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/** Notices through the SDK's client to an endpoint that speaks SNS's protocol. */
final class SnsNotifierTest {
  private static final String PAGE = "arn:aws:sns:eu-west-1:123456789012:page";
  private static final String PAGE_CHAT = "arn:aws:sns:eu-west-1:123456789012:page-chat";
  private static final String MORNING = "arn:aws:sns:eu-west-1:123456789012:notify";
  private static final Links LINKS =
      new Links(
          "Tracequeue-prod", "team-activity", "eu-west-1", "https://example.com/ops.md", null);

  private final List<Map<String, String>> published = new CopyOnWriteArrayList<>();
  private final LoopbackServer server = LoopbackServer.start("sns", this::answer);
  private final SnsClient sns =
      SnsClient.builder()
          .httpClient(UrlConnectionHttpClient.create())
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .region(Region.EU_WEST_1)
          .endpointOverride(server.endpoint())
          .build();
  private volatile String refusedTopic = "";

  @AfterEach
  void close() {
    sns.close();
    server.close();
  }

  @Test
  void tell_severalTargets_publishesToThoseOfTheAudienceInTheirFormat() {
    Notifier.Delivery delivery = notifier().send(failing("cto"));

    assertThat(delivery).isEqualTo(new Notifier.Delivery(2, List.of()));
    assertThat(published).extracting(form -> form.get("TopicArn")).containsExactly(PAGE, PAGE_CHAT);
    assertThat(published.get(0))
        .containsEntry("Subject", "[Tracequeue-prod] cto is failing")
        .containsEntry("MessageStructure", "json")
        .containsEntry("Message", NoticeFormat.STANDARD.message(failing("cto"), LINKS));
    assertThat(published.get(1))
        .doesNotContainKey("MessageStructure")
        .containsEntry("Message", NoticeFormat.CHAT.message(failing("cto"), LINKS));
  }

  @Test
  void tell_topicRefuses_namesItAndPublishesToTheOthers() {
    refusedTopic = PAGE;

    Notifier.Delivery delivery = notifier().send(failing("cto"));

    assertThat(delivery.sent()).isOne();
    assertThat(delivery.isDone()).isTrue();
    assertThat(delivery.failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure).startsWith(PAGE + ": not authorized"));
    assertThat(published).extracting(form -> form.get("TopicArn")).contains(PAGE_CHAT);
  }

  @Test
  void tell_subjectThatSnsRefuses_isCutAndInAscii() {
    notifier().send(failing("é" + "x".repeat(120)));

    assertThat(published.get(0).get("Subject"))
        .hasSize(99)
        .startsWith("[Tracequeue-prod] ?xxx")
        .endsWith("...");
  }

  private SnsNotifier notifier() {
    return new SnsNotifier(
        sns,
        List.of(
            new NotifyTarget(Audience.PAGE, NoticeFormat.STANDARD, PAGE),
            new NotifyTarget(Audience.NOTIFY, NoticeFormat.STANDARD, MORNING),
            new NotifyTarget(Audience.PAGE, NoticeFormat.CHAT, PAGE_CHAT)),
        LINKS);
  }

  private static Notice failing(String agent) {
    Instant noon = Instant.parse("2026-11-23T12:00:00Z");
    return new Notice(
        LimitKind.FAILING,
        new LimitState(
            agent,
            "failing",
            Level.BREACHED,
            noon,
            "The last 3 calls failed",
            null,
            null,
            false,
            noon,
            1),
        "3 failed calls in a row",
        List.of());
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    if (refusedTopic.equals(form.get("TopicArn"))) {
      respond(
          exchange,
          403,
          "<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code>"
              + "<Message>not authorized</Message></Error></ErrorResponse>");
    } else {
      published.add(form);
      respond(
          exchange,
          200,
          "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult>"
              + "</PublishResponse>");
    }
  }

  private static void respond(HttpExchange exchange, int status, String xml) throws IOException {
    LoopbackServer.answer(exchange, status, "text/xml", xml.getBytes(UTF_8));
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> URLDecoder.decode(pair[0], UTF_8),
                pair -> URLDecoder.decode(pair[1], UTF_8)));
  }
}
