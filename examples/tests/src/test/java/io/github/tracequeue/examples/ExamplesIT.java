// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.LocalStackOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Each example in a process of its own against the local pipeline, with the environment that {@code
 * bin/tracequeue local} prints: its calls are stored with their exact cost.
 */
final class ExamplesIT {
  private static LocalStack stack;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    Path consumer = Path.of(System.getProperty("consumer.jar", "consumer-lambda.jar"));
    stack = LocalStack.start(LocalStackOptions.defaults().withConsumer(consumer));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  /**
   * 1000 tokens in, 4000 from the cache, 100 out: of claude-sonnet-4-6, which costs more by a
   * profile of a region, and of gpt-5.
   */
  static Stream<Arguments> examples() {
    return Stream.of(
        arguments(Example.SPRING_AI, List.of("0.0057")),
        arguments(Example.LANGCHAIN4J, List.of("0.00275")),
        arguments(Example.BEDROCK, List.of("0.00627")),
        arguments(Example.OPENTELEMETRY, List.of("0.0057")),
        arguments(Example.SDK_CLIENTS, List.of("0.0057", "0.00275")));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_onItsClassPath_isStoredAndPriced(Example example, List<String> usd)
      throws Exception {
    assertStoredAndPriced(
        example, usd, List.of("-cp", Example.path(example.classPath()), example.mainClass()));
  }

  /** Those that need metadata for GraalVM, with SDKs that have their own. */
  static Stream<Arguments> natives() {
    return Stream.of(
        arguments(Example.BEDROCK, List.of("0.00627")),
        arguments(Example.SDK_CLIENTS, List.of("0.0057", "0.00275")));
  }

  static boolean hasNativeImage() {
    return Example.nativeImage().isPresent();
  }

  @EnabledIf(
      value = "hasNativeImage",
      disabledReason = "GraalVM's native-image is neither in GRAALVM_HOME nor in the path")
  @ParameterizedTest
  @MethodSource("natives")
  void example_asANativeBinary_isStoredAndPriced(Example example, List<String> usd)
      throws Exception {
    String binary = example.compileNative(folder).toString();

    assertStoredAndPriced(
        example,
        usd,
        () -> Example.run(stack.environment(), List.of(binary), Duration.ofMinutes(1)));
  }

  /** Those that a framework finds by a file on the class path. */
  static Stream<Arguments> found() {
    return Stream.of(
        arguments(Example.SPRING_AI, List.of("0.0057")),
        arguments(Example.BEDROCK, List.of("0.00627")),
        arguments(Example.OPENTELEMETRY, List.of("0.0057")));
  }

  @EnabledIfSystemProperty(named = "long.tests", matches = "true", disabledReason = "takes long")
  @ParameterizedTest
  @MethodSource("found")
  void example_asAFatJar_isStoredAndPriced(Example example, List<String> usd) throws Exception {
    Path jar = FatJar.write(example.classPath(), folder.resolve("agent.jar"));

    assertStoredAndPriced(example, usd, List.of("-cp", jar.toString(), example.mainClass()));
  }

  @EnabledIfSystemProperty(named = "long.tests", matches = "true", disabledReason = "takes long")
  @Test
  void quarkus_asItsPluginPackagesIt_findsTheListener() throws Exception {
    assertStoredAndPriced(
        Example.QUARKUS,
        List.of("0.00275"),
        List.of("-jar", Example.QUARKUS.quarkusJar().toString()));
  }

  /**
   * The modules that each example requires. The AWS SDK does not find the interceptor for Bedrock
   * on the module path, and OkHttp 4, which the SDK clients use, does not work there.
   */
  static Stream<Arguments> modules() {
    return Stream.of(
        arguments(
            Example.LANGCHAIN4J,
            List.of("0.00275"),
            "io.github.tracequeue.client io.github.tracequeue.adapter example.stand.in"
                + " io.github.tracequeue.langchain4j langchain4j.core langchain4j.open.ai"),
        arguments(
            Example.OPENTELEMETRY,
            List.of("0.0057"),
            "io.github.tracequeue.opentelemetry io.opentelemetry.api io.opentelemetry.sdk"
                + " io.opentelemetry.sdk.autoconfigure"));
  }

  @EnabledIfSystemProperty(named = "long.tests", matches = "true", disabledReason = "takes long")
  @ParameterizedTest
  @MethodSource("modules")
  void example_asANamedModule_isStoredAndPriced(Example example, List<String> usd, String required)
      throws Exception {
    List<Path> modulePath = example.compileModule("agent", required.split(" "), folder);

    assertStoredAndPriced(
        example,
        usd,
        List.of(
            "-p",
            Example.path(modulePath),
            // Automatic modules do not name what they need.
            "--add-modules",
            "ALL-MODULE-PATH,java.net.http,jdk.httpserver",
            "-m",
            "agent/" + example.mainClass()));
  }

  private static void assertStoredAndPriced(
      Example example, List<String> usd, List<String> arguments) throws Exception {
    assertStoredAndPriced(example, usd, () -> Example.java(stack.environment(), arguments));
  }

  private static void assertStoredAndPriced(
      Example example, List<String> usd, Callable<String> program) throws Exception {
    String agent = example.name() + "-agent";
    List<String> before = costsOf(agent);

    String printed = program.call();

    assertThat(printed).contains("Go home early.").doesNotContain("WARN");
    List<String> after = new ArrayList<>(costsOf(agent));
    before.forEach(after::remove);
    assertThat(after).containsExactlyInAnyOrderElementsOf(usd);
  }

  /** The costs of an agent's calls. */
  private static List<String> costsOf(String agent) throws InterruptedException {
    assertThat(stack.awaitIdle(Duration.ofSeconds(60))).isTrue();
    try (DynamoDbClient dynamoDb = stack.endpoints().dynamoDbClient()) {
      return dynamoDb
          .scanPaginator(scan -> scan.tableName(stack.resources().table()))
          .items()
          .stream()
          .filter(item -> text(item, "PK").startsWith("TYPE#llm_trace"))
          .filter(item -> text(item, "agent_slug").equals(agent))
          .map(ExamplesIT::usd)
          .toList();
    }
  }

  private static String usd(Map<String, AttributeValue> item) {
    AttributeValue usd = item.get("cost_usd");
    return usd == null ? "unpriced" : usd.n();
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }
}
