// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.cli.CommandRun;
import io.github.tracequeue.cli.Tracequeue;
import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.LocalStackOptions;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TraceReader;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The comparison as a process of its own, of what the packaged consumer stored and metered. */
@EnabledIfSystemProperty(named = "long.tests", matches = "true", disabledReason = "takes long")
final class ReconcileCommandIT {
  private final Instant hour =
      Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.HOURS);

  @Test
  void reconcile_afterTheConsumer_agreesUntilACallIsInTheTableOnly() throws Exception {
    try (LocalStack stack =
            LocalStack.start(
                LocalStackOptions.defaults()
                    .withConsumer(Path.of(System.getProperty("tracequeue.consumer.jar"))));
        SqsClient sqs = stack.endpoints().sqsClient();
        DynamoDbClient dynamoDb = stack.endpoints().dynamoDbClient()) {
      for (int i = 0; i < 6; i++) {
        String body = call(i % 2 == 0 ? "cto" : "sre", hour.plusSeconds(i * 1_000L), i);
        sqs.sendMessage(
            request -> request.queueUrl(stack.resources().eventsUrl()).messageBody(body));
      }
      // In the last five minutes, for which the metrics may not be there yet.
      sqs.sendMessage(
          request ->
              request
                  .queueUrl(stack.resources().eventsUrl())
                  .messageBody(call("cto", Instant.now(), 9)));
      assertThat(stack.awaitIdle(Duration.ofMinutes(1))).isTrue();

      Result agrees = run(stack);
      storeAgain(dynamoDb, stack.resources().table());
      Result differs = run(stack);
      JsonNode json = new ObjectMapper().readTree(run(stack, "--json").out);
      Result elsewhere = run(stack, "--namespace", "Elsewhere");

      assertThat(agrees.status).as(agrees.out).isZero();
      assertThat(agrees.out)
          .contains("6 calls and 0.060000 USD in the table, 6 calls and 0.060000 USD in the")
          .contains("no differences");
      assertThat(differs.status).isEqualTo(1);
      assertThat(differs.out)
          .containsPattern("cto +" + hour + " +3 +2 +\\+102 +\\+12 +\\+0.010000")
          .contains("1 likely because the metrics may be delayed", "1 of 4 agent hours differ")
          .doesNotContain("sre");
      assertThat(json.get("gaps").asInt()).isEqualTo(1);
      assertThat(json.get("rows")).hasSize(4);
      assertThat(json.get("rows").get(0).get("likely_cause").asText()).isEqualTo("not_there_yet");
      assertThat(json.get("rows").get(0).get("in_table").get("calls").asInt()).isEqualTo(3);
      assertThat(elsewhere.status).isEqualTo(1);
      assertThat(elsewhere.out).contains("4 likely because the namespace has no metrics");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5m", "401d", "yesterday", "24", "-1h"})
  void reconcile_badAge_isNamedWithStatus2(String age) {
    CommandRun run = CommandRun.of("reconcile", "--table", "t", "--since", age);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--since");
  }

  /** A call that is stored, and was counted by a consumer that died before it sent its metrics. */
  private void storeAgain(DynamoDbClient dynamoDb, String table) {
    StoredTrace known =
        TraceReader.create(dynamoDb, table, Shards.ONE, Clock.systemUTC())
            .traces(hour, hour.plus(Duration.ofHours(2)))
            .filter(trace -> trace.tokens().input() == 102)
            .findFirst()
            .orElseThrow();
    StoredTrace another =
        new StoredTrace(
            "019a0000-0000-7000-8000-000000000001",
            hour,
            known.agentSlug(),
            known.call(),
            known.tokens(),
            known.cost(),
            known.links(),
            known.content(),
            1,
            known.repaired());
    TraceStore.create(
            dynamoDb, new TableOptions(table, Shards.ONE, Duration.ofDays(30)), Clock.systemUTC())
        .put(another, new WriteToken("m", "a"));
  }

  private static String call(String agent, Instant time, int number) {
    return ("{\"agent_slug\":\"" + agent + "\",\"model\":\"m\",\"timestamp\":\"" + time + "\",")
        + ("\"input_tokens\":" + (100 + number) + ",\"output_tokens\":" + (10 + number))
        + ",\"cost_usd\":0.01}";
  }

  private record Result(int status, String out) {}

  private static Result run(LocalStack stack, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Tracequeue.class.getName(),
                "reconcile",
                "--since",
                "24h"));
    command.addAll(
        options.length > 0 && options[0].equals("--namespace")
            ? List.of()
            : List.of("--namespace", "Tracequeue/local"));
    command.addAll(List.of(options));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().putAll(stack.environment());
    process.environment().put("TRACEQUEUE_TABLE", stack.resources().table());
    Process started = process.start();
    String out = new String(started.getInputStream().readAllBytes(), UTF_8);
    return new Result(started.waitFor(), out);
  }
}
