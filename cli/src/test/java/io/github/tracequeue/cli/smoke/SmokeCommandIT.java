// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.cli.CommandRun;
import io.github.tracequeue.cli.Tracequeue;
import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.LocalStackOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The smoke test as a process of its own, against the embedded services and the consumer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "long.tests", matches = "true", disabledReason = "takes long")
final class SmokeCommandIT {
  private LocalStack stack;

  @BeforeAll
  void start() {
    stack =
        LocalStack.start(
            LocalStackOptions.defaults()
                .withConsumer(Path.of(System.getProperty("tracequeue.consumer.jar"))));
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @Test
  void smoke_workingPipeline_passesEveryStep() throws Exception {
    Result result = run();

    assertThat(result.status).as(result.out).isZero();
    assertThat(result.out.lines().filter(line -> line.startsWith("  ")))
        .hasSize(10)
        .filteredOn(line -> !line.startsWith("  ok "))
        .containsExactly("  skipped  confirmed      no --topic is given");
    assertThat(result.out)
        .containsSubsequence(
            "sent", "stored", "prompt hashed", "priced", "expires", "expiry enabled", "sent")
        .contains("by rate ", "30 days after the call", "the second event changed nothing")
        .contains("one call, one cost and one duplicate in the metrics")
        .endsWith("The pipeline works.\n");
  }

  @Test
  void smoke_otherTable_failsAndSaysWhere() throws Exception {
    Result result = run("--table", "nowhere");

    assertThat(result.status).isEqualTo(1);
    assertThat(result.out).containsPattern("failed +stored +.*(not exist|non-existent)");
  }

  @Test
  void smoke_otherQueue_failsAtTheFirstStep() throws Exception {
    String elsewhere = stack.resources().eventsUrl().replace("tracequeue-events", "nowhere");

    Result result =
        run("--queue-url", elsewhere, "--namespace", "Tracequeue/local", "--timeout", "6");

    assertThat(result.status).isEqualTo(1);
    assertThat(result.out)
        .containsPattern(
            "failed +sent +the queue did not accept the event: (dropped|it is still queued)");
  }

  @Test
  void smoke_metricsElsewhere_failsAfterItsPatience() throws Exception {
    Result result = run("--namespace", "Elsewhere", "--timeout", "6");

    assertThat(result.status).isEqualTo(1);
    assertThat(result.out).containsPattern("failed +counted once +after 6 s, the metrics contain");
  }

  /** A permission that is there at first and then not: what is not known is no stack trace. */
  @Test
  void smoke_tableThatStopsAnswering_isSkippedAndSaid() throws Exception {
    try (ForwardingTable table = ForwardingTable.start(stack.endpoints().dynamoDb())) {
      Result result = run(Map.of("AWS_ENDPOINT_URL_DYNAMODB", table.url()), "--timeout", "30");

      assertThat(result.out)
          .containsPattern("ok +expires")
          .containsPattern("skipped +stored once +dynamodb:GetItem: ")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void smoke_badOption_isNamedWithStatus2() {
    CommandRun url = CommandRun.of("smoke", "--queue-url", "nonsense", "--table", "t");
    CommandRun timeout =
        CommandRun.of("smoke", "--queue-url", "x", "--table", "t", "--timeout", "0");

    assertThat(url.status()).isEqualTo(2);
    assertThat(url.err()).contains("--queue-url: ", "nonsense");
    assertThat(timeout.err()).contains("--timeout: 0 is not from 1 to 3600");
  }

  private record Result(int status, String out) {}

  private Result run(String... options) throws IOException, InterruptedException {
    return run(Map.of(), options);
  }

  private Result run(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Tracequeue.class.getName(),
                "smoke"));
    command.addAll(List.of(options));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().putAll(stack.environment());
    process.environment().putAll(environment);
    Process started = process.start();
    String out = new String(started.getInputStream().readAllBytes(), UTF_8);
    return new Result(started.waitFor(), out);
  }
}
