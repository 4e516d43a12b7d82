// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static io.github.tracequeue.local.ForeignLanguages.EXAMPLES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.testkit.lambda.FunctionLaunch;
import io.github.tracequeue.testkit.lambda.FunctionLog;
import io.github.tracequeue.testkit.lambda.FunctionSettings;
import io.github.tracequeue.testkit.lambda.InvocationResult;
import io.github.tracequeue.testkit.lambda.InvocationResult.Answer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Each agent of the quick start, as it is in {@code examples}, is stored in the table. */
final class QuickstartIT {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"), "bin");
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  /** With the sender that {@code contract/README.md} shows. */
  private static final String SENDER =
      """
      from sender import record
      record("sender-agent", "claude-sonnet-5-5", 920, 48, 12.5, "What now?", provider="anthropic")
      """;

  private static final Pattern ENTRY_END = Pattern.compile(Pattern.quote(File.pathSeparator));

  private static LocalStack stack;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(LocalStackOptions.defaults().withConsumer(PackagedFunctions.CONSUMER));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void plainJava_oneFile_storesItsRunAndItsCall() throws Exception {
    String agent = EXAMPLES.resolve("java/PlainAgent.java").toString();

    String printed = run(EXAMPLES, JAVA_HOME.resolve("java").toString(), "-cp", CLASS_PATH, agent);

    assertThat(printed).contains("3 of 3 delivered");
    List<StoredItem> items = itemsOf("java-agent");
    assertThat(items).hasSize(2);
    assertThat(items).filteredOn(item -> item.text("PK").startsWith("TYPE#run")).hasSize(1);
    assertPriced(items, 1840, 312);
  }

  @Test
  void javaInLambda_underTheRuntimeClient_storesItsCall() throws Exception {
    run(
        folder,
        JAVA_HOME.resolve("javac").toString(),
        "-proc:none",
        "-d",
        folder.toString(),
        "-cp",
        CLASS_PATH,
        EXAMPLES.resolve("java/LambdaAgent.java").toString());
    List<Path> code = new ArrayList<>(List.of(folder));
    ENTRY_END.splitAsStream(CLASS_PATH).map(Path::of).forEach(code::add);
    FunctionSettings function =
        new FunctionSettings("agent", "LambdaAgent", 256, Duration.ofSeconds(20));
    List<String> printed = new ArrayList<>();

    try (FunctionLog log = FunctionLog.open(folder.resolve("agent.log"), printed::add);
        LambdaHost host =
            LambdaHost.create(
                FunctionLaunch.prepare(function, code, stack.environment(), folder),
                log,
                1,
                true)) {
      InvocationResult result = host.invoke("{\"question\":\"Up or down?\"}");
      assertThat(result).as("%s", printed).isEqualTo(new Answer("\"Scale down.\""));
      // Stopped as Lambda stops it: what is in the table was sent before.
      assertPriced(itemsOf("lambda-agent"), 920, 48);
    }
  }

  @Test
  void python_byThePackage_storesItsRunAndItsCall() throws Exception {
    ForeignLanguages.requirePython();

    run(EXAMPLES.resolve("python"), ForeignLanguages.python("agent.py"));

    List<StoredItem> items = itemsOf("python-agent");
    assertThat(items).filteredOn(item -> item.text("PK").startsWith("TYPE#run")).hasSize(1);
    assertPriced(items, 2210, 145);
  }

  @Test
  void python_byTheContractAlone_storesItsCall() throws Exception {
    ForeignLanguages.requirePython();

    run(EXAMPLES.resolve("python"), ForeignLanguages.python("-c", SENDER));

    assertPriced(itemsOf("sender-agent"), 920, 48);
  }

  @Test
  void typescript_byTheContractAlone_storesItsCall() throws Exception {
    Path project = ForeignLanguages.requireTypescript();

    run(project, "node", "node_modules/typescript/bin/tsc");
    run(project, "node", "build/agent.js");

    List<StoredItem> items = itemsOf("typescript-agent");
    assertPriced(items, 3015, 208);
    assertThat(items.get(0).text("decision_summary")).contains("\uD83D\uDD11");
  }

  private static void assertPriced(List<StoredItem> items, int inputTokens, int outputTokens) {
    assertThat(items)
        .filteredOn(item -> item.text("PK").startsWith("TYPE#llm_trace"))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.number("input_tokens").intValueExact()).isEqualTo(inputTokens);
              assertThat(item.number("output_tokens").intValueExact()).isEqualTo(outputTokens);
              assertThat(item.text("cost_status")).isEqualTo("priced");
              assertThat(item.text("prompt_hash")).hasSize(16);
            });
  }

  private static List<StoredItem> itemsOf(String agent) throws InterruptedException {
    assertThat(stack.awaitIdle(Duration.ofSeconds(90))).isTrue();
    try (DynamoDbClient dynamoDb = stack.endpoints().dynamoDbClient()) {
      return StoredItem.scan(dynamoDb, stack.resources().table()).stream()
          .filter(item -> item.text("agent_slug").equals(agent))
          .toList();
    }
  }

  /** What the stack prints; and the Python client, as if it were installed. */
  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(stack.environment());
    Path sources = ForeignLanguages.PYTHON_PACKAGE.resolve("src").toAbsolutePath();
    environment.put("PYTHONPATH", sources.toString());
    return environment;
  }

  /** Runs a program with only the environment that the stack prints. */
  private static String run(Path directory, String... command)
      throws IOException, InterruptedException {
    Process process =
        ForeignLanguages.program(environment(), command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
