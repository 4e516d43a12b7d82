// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static io.github.tracequeue.local.ForeignLanguages.PYTHON_PACKAGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The Python client: its own tests, and its agents in front of the pipeline. */
final class PythonClientIT {
  /** Two minutes on a quiet machine; the rest is for a busy one. */
  private static final int LONGEST_MINUTES = 12;

  /** On a busy machine a batch may not be done in time, and comes again after three minutes. */
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(400);

  /** Processes times threads times runs of {@code pipeline_agent.py}. */
  private static final int RUNS = 2 * 2 * 10;

  @TempDir Path folder;

  @Test
  void agents_ofTwoProcesses_storeEachCallOnceAtItsPrice() throws Exception {
    ForeignLanguages.requirePython();
    try (LocalStack stack =
        LocalStack.start(LocalStackOptions.defaults().withConsumer(PackagedFunctions.CONSUMER))) {
      String printed = python(stack.environment(), "tests/pipeline_agent.py");
      assertThat(stack.awaitIdle(LONGEST_DRAIN)).isTrue();

      JsonNode account = Json.tree(printed);
      assertThat(account.get("child").asInt()).isZero();
      assertThat(account.get("flushed").asBoolean()).isTrue();
      // The beginning and the end of each run, and its two calls; and the odd one.
      assertThat(account.get("delivered").asInt()).isEqualTo(RUNS / 2 * 4 + 1);
      assertThat(account.get("invalid").asInt()).isEqualTo(1);

      List<StoredItem> items = items(stack);
      assertThat(of(items, "TYPE#run", "python-it"))
          .hasSize(RUNS)
          .allMatch(run -> run.text("status").equals("succeeded"));
      List<StoredItem> calls = of(items, "TYPE#llm_trace", "python-it");
      assertThat(calls).hasSize(2 * RUNS);
      assertCost(calls, "claude-sonnet-4-6", "0.0177");
      assertCost(calls, "gpt-5", "0.0055075");
      assertThat(of(items, "TYPE#llm_trace", "python-odd"))
          .singleElement()
          .satisfies(item -> assertThat(item.number("cost_usd")).isEqualByComparingTo("0.10"));
    }
  }

  @Test
  void suite_ofThePackage_passes() throws Exception {
    ForeignLanguages.requirePython("pytest", "hypothesis");

    String printed = python(Map.of(), "-m", "pytest", "-q", "-p", "no:cacheprovider");

    String lastLine = printed.strip().lines().reduce("", (first, second) -> second);
    System.out.println("The Python client's tests: " + lastLine);
    assertThat(lastLine).contains("passed").doesNotContain("failed");
  }

  private static void assertCost(List<StoredItem> calls, String model, String cost) {
    assertThat(calls)
        .filteredOn(call -> call.text("model").equals(model))
        .hasSize(RUNS)
        .allSatisfy(
            call -> assertThat(call.number("cost_usd")).isEqualByComparingTo(new BigDecimal(cost)));
  }

  private static List<StoredItem> of(List<StoredItem> items, String type, String agent) {
    return items.stream()
        .filter(item -> item.text("PK").startsWith(type) && item.text("agent_slug").equals(agent))
        .toList();
  }

  private static List<StoredItem> items(LocalStack stack) {
    try (DynamoDbClient dynamoDb = stack.endpoints().dynamoDbClient()) {
      return StoredItem.scan(dynamoDb, stack.resources().table());
    }
  }

  private String python(Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("PYTHONPATH", PYTHON_PACKAGE.resolve("src").toAbsolutePath().toString());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    Path output = folder.resolve("output");
    Process process =
        ForeignLanguages.program(environment, ForeignLanguages.python(arguments))
            .directory(PYTHON_PACKAGE.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(LONGEST_MINUTES, MINUTES);
    process.destroyForcibly();
    String printed = Files.readString(output, UTF_8);
    assertThat(ended).as(printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }
}
