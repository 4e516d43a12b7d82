// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.CommandRun;
import io.github.tracequeue.consumer.message.BodyRedactor;
import io.github.tracequeue.consumer.message.MessageParser;
import io.github.tracequeue.consumer.message.Origin;
import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.consumer.message.Reason;
import io.github.tracequeue.consumer.message.Rejection;
import io.github.tracequeue.consumer.quarantine.QuarantineMessage;
import io.github.tracequeue.consumer.quarantine.RejectedBody;
import io.github.tracequeue.consumer.queue.OutgoingQueue;
import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.LocalStackOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Quarantined messages as the consumer writes them, in real queues; each test has its own. */
final class QuarantineCommandTest {
  private static final String CANARY = "planted-canary";
  private static final String EVENT =
      """
      {"event_id":"019a0000-0000-7000-8000-000000000001","timestamp":"2026-11-23T12:00:00Z",\
      "agent_slug":"cto","input_tokens":1,"output_tokens":1,"latency_ms":1""";

  /** Of its prompt, only the hash is kept. */
  private static final String WITH_PROMPT =
      EVENT + ",\"model\":\"m\",\"prompt_preview\":\"" + (CANARY + " ").repeat(300) + "\"}";

  private static final String NO_MODEL = EVENT + "}";

  private static LocalStack stack;
  private static SqsClient sqs;

  private String quarantineUrl = "";
  private String eventsUrl = "";

  @BeforeAll
  static void start() {
    stack = LocalStack.start(LocalStackOptions.defaults());
    sqs = stack.endpoints().sqsClient();
  }

  @AfterAll
  static void stop() {
    sqs.close();
    stack.close();
  }

  @BeforeEach
  void createQueues() {
    quarantineUrl = queue();
    eventsUrl = queue();
  }

  @Test
  void list_severalMessages_showsThemAndTakesNone() {
    for (int i = 0; i < 12; i++) {
      quarantine("source-" + i, NO_MODEL);
    }
    quarantine("source-12", WITH_PROMPT);

    CommandRun first = run("list");
    CommandRun second = run("list", "--json");

    assertThat(first.status()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("missing_field", "model", "12 missing_field", "1 unsupported_version");
    assertThat(second.json().get("messages")).hasSize(13);
    assertThat(run("list", "--reason", "unsupported_version", "--json").json().get("messages"))
        .hasSize(1);
    assertThat(run("list", "--max", "5").out()).contains("There may be more than these 5");
  }

  @Test
  void list_emptyQueue_saysSo() {
    CommandRun run = run("list");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("The quarantine queue is empty.");
  }

  @Test
  void show_anyOfItsIds_givesReasonAndRedactedBody() {
    quarantine("source-1", WITH_PROMPT);
    String id = run("list", "--json").json().at("/messages/0/id").asText();

    CommandRun bySource = run("show", "source-1");
    JsonNode json = run("show", id, "--json").json().at("/messages/0");

    assertThat(bySource.status()).isZero();
    assertThat(bySource.out())
        .contains("reason    unsupported_version", "field     v", "message   source-1")
        .contains("redrive   possible", "\"prompt_hash\":\"")
        .doesNotContain(CANARY);
    assertThat(json.get("id").asText()).isEqualTo(id);
    assertThat(json.get("message_id").asText()).isEqualTo("source-1");
    assertThat(json.get("body").asText()).contains("prompt_hash");
    assertThat(json.get("bytes").asInt()).isEqualTo(json.get("body").asText().length());
  }

  @Test
  void show_bodyWithControlCharacters_cannotCommandTheTerminal() {
    quarantine("source-1", "not JSON \u009b31m\u007f");

    assertThat(run("show", "source-1").out())
        .contains("reason    not_json", "not JSON \uFFFD31m\uFFFD", "not possible");
  }

  @Test
  void show_unknownId_endsWithStatus1() {
    CommandRun run = run("show", "nobody");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("no message nobody is in quarantine");
  }

  @Test
  void redrive_all_sendsWhatIsCompleteAndKeepsTheRest() {
    quarantine("source-1", WITH_PROMPT);
    quarantine("source-2", NO_MODEL);

    CommandRun run = redrive("--all");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("unsupported_version  sent again", "the event is invalid: missing_field model")
        .contains("1 of 2 done, 1 kept");
    List<String> sent = bodies(eventsUrl);
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0)).contains("\"prompt_hash\":\"").doesNotContain(CANARY);
    assertThat(
            new MessageParser(PromptHasher.plain())
                .parse(sent.get(0), new Origin("m-1", Instant.now())))
        .isInstanceOf(ParsedMessage.Accepted.class);
    assertThat(reasons()).containsExactly("missing_field");
  }

  @Test
  void redrive_byReason_leavesOthersAlone() {
    quarantine("source-1", WITH_PROMPT);
    quarantine("source-2", NO_MODEL);

    assertThat(redrive("--reason", "unsupported_version", "--json").json().get("done").asInt())
        .isEqualTo(1);
    assertThat(reasons()).containsExactly("missing_field");
  }

  @Test
  void redrive_dryRun_sendsAndRemovesNothing() {
    quarantine("source-1", WITH_PROMPT);

    CommandRun run = redrive("source-1", "--dry-run");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("would be sent again");
    assertThat(bodies(eventsUrl)).isEmpty();
    assertThat(reasons()).containsExactly("unsupported_version");
  }

  @Test
  void redrive_idThatIsNotThere_namesItAndEndsWithStatus1() {
    quarantine("source-1", WITH_PROMPT);

    CommandRun run = redrive("source-1", "nobody");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("not in quarantine: nobody");
    assertThat(bodies(eventsUrl)).hasSize(1);
  }

  @Test
  void redrive_targetThatIsNotThere_keepsTheMessage() {
    quarantine("source-1", WITH_PROMPT);

    CommandRun run = run("redrive", "--all", "--to-queue-url", eventsUrl + "-nowhere");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("tracequeue: AWS: ").doesNotContain("\tat ");
    assertThat(reasons()).containsExactly("unsupported_version");
  }

  @Test
  void redrive_intoTheQuarantineItself_isRefused() {
    CommandRun run = run("redrive", "--all", "--to-queue-url", quarantineUrl);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("is the quarantine queue itself");
  }

  @Test
  void delete_byReason_deletesThoseOnly() {
    quarantine("source-1", WITH_PROMPT);
    quarantine("source-2", NO_MODEL);

    CommandRun run = run("delete", "--reason", "missing_field");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(reasons()).containsExactly("unsupported_version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "id --all",
        "--all --reason unsupported_version",
        "id --reason unsupported_version"
      })
  void delete_notExactlyOneSelection_endsWithStatus2(String selection) {
    quarantine("source-1", NO_MODEL);

    CommandRun run = run("delete", selection.isEmpty() ? new String[0] : selection.split(" ", -1));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("select messages with");
    assertThat(reasons()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "show", "redrive", "delete"})
  void help_ofEach_namesItsExitStatuses(String command) {
    CommandRun run = CommandRun.of("quarantine", command, "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("TRACEQUEUE_QUARANTINE_QUEUE_URL", "--json", "Exit status:");
  }

  private CommandRun run(String command, String... more) {
    return CommandRun.of(
        List.of(
            "quarantine",
            command,
            "--queue-url",
            quarantineUrl,
            "--region",
            stack.endpoints().region(),
            "--endpoint-url",
            stack.endpoints().sqs().toString()),
        more);
  }

  private CommandRun redrive(String... selection) {
    List<String> more = new ArrayList<>(List.of(selection));
    more.addAll(List.of("--to-queue-url", eventsUrl));
    return run("redrive", more.toArray(String[]::new));
  }

  private List<String> reasons() {
    JsonNode messages = run("list", "--json").json().get("messages");
    return StreamSupport.stream(messages.spliterator(), false)
        .map(message -> message.get("reason").asText())
        .toList();
  }

  /** Rejects a body as the consumer does; a valid one as a consumer that does not know it yet. */
  private void quarantine(String messageId, String body) {
    PromptHasher hasher = PromptHasher.plain();
    Rejection rejection =
        new MessageParser(hasher)
            .parse(body, new Origin(messageId, Instant.now()))
            .match(
                accepted -> new Rejection(Reason.UNSUPPORTED_VERSION, "v", ""),
                ParsedMessage.Rejected::rejection);
    RejectedBody rejected =
        new RejectedBody(
            messageId,
            RejectedBody.WHOLE_MESSAGE,
            rejection,
            new BodyRedactor(hasher).redact(body));
    OutgoingQueue queue = OutgoingQueue.create(sqs, quarantineUrl);
    OutgoingQueue.requests(List.of(rejected), item -> QuarantineMessage.of(item, Instant.now()))
        .forEach(request -> assertThat(queue.send(request)).isEmpty());
  }

  private static List<String> bodies(String url) {
    return sqs
        .receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
        .messages()
        .stream()
        .map(Message::body)
        .toList();
  }

  private static String queue() {
    return sqs.createQueue(request -> request.queueName("q-" + UUID.randomUUID())).queueUrl();
  }
}
