// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The boundaries between the modules, and rules for all of them. */
final class ArchitectureTest {
  private static final String ROOT = "io.github.tracequeue";

  /** Each module with the modules that its classes use: no more and no fewer. */
  private static final Map<String, Set<String>> USES =
      Map.ofEntries(
          entry("testkit", Set.of()),
          entry("producer-client", Set.of()),
          entry("pricing", Set.of()),
          entry("trace-store", Set.of()),
          entry("consumer-lambda", Set.of("pricing", "trace-store")),
          entry("watch-lambda", Set.of("trace-store")),
          entry("integrations/budget-guard", Set.of()),
          entry("integrations/testing", Set.of("producer-client", "pricing")),
          entry("integrations/adapter-core", Set.of("producer-client")),
          entry(
              "integrations/adapter-testkit",
              Set.of("testkit", "producer-client", "integrations/testing")),
          entry(
              "integrations/opentelemetry", Set.of("producer-client", "integrations/adapter-core")),
          entry("integrations/bedrock", Set.of("producer-client", "integrations/adapter-core")),
          entry("integrations/langchain4j", Set.of("producer-client", "integrations/adapter-core")),
          entry("integrations/spring-ai", Set.of("producer-client", "integrations/adapter-core")),
          entry("integrations/sdk-clients", Set.of("producer-client", "integrations/adapter-core")),
          entry("query-lambda", Set.of("trace-store")),
          entry("operations", Set.of()),
          entry("infra-cdk", Set.of("operations", "pricing", "watch-lambda")),
          entry("local-stack", Set.of("testkit", "trace-store")),
          entry(
              "cli",
              Set.of(
                  "producer-client",
                  "pricing",
                  "trace-store",
                  "consumer-lambda",
                  "watch-lambda",
                  "query-lambda",
                  "operations",
                  "local-stack")),
          entry(
              "benchmarks",
              Set.of("testkit", "producer-client", "pricing", "trace-store", "consumer-lambda")),
          entry(
              "benchmarks/adapters",
              Set.of(
                  "producer-client",
                  "integrations/adapter-core",
                  "integrations/spring-ai",
                  "integrations/langchain4j",
                  "integrations/bedrock",
                  "integrations/opentelemetry",
                  "integrations/sdk-clients")),
          entry("examples/stand-in", Set.of()),
          entry("examples/spring-ai", Set.of("examples/stand-in")),
          entry(
              "examples/langchain4j",
              Set.of(
                  "examples/stand-in",
                  "producer-client",
                  "integrations/adapter-core",
                  "integrations/langchain4j")),
          entry(
              "examples/quarkus",
              Set.of("examples/stand-in", "producer-client", "integrations/adapter-core")),
          entry(
              "examples/bedrock",
              Set.of("examples/stand-in", "producer-client", "integrations/adapter-core")),
          entry("examples/opentelemetry", Set.of()),
          entry(
              "examples/sdk-clients",
              Set.of(
                  "examples/stand-in",
                  "producer-client",
                  "integrations/adapter-core",
                  "integrations/sdk-clients")),
          entry("examples/testing", Set.of("producer-client")));

  /** Names of types that stand for the same concept in each of their modules. */
  private static final Set<String> SHARED_NAMES =
      Set.of(
          // An agent's limits: as the stack is given them, and as the watch function reads them.
          "AgentLimits",
          // The budget of an agent: in the table, and as the agent reads it.
          "Budget",
          // A function's settings: as the stack is given them, and as the function reads them.
          "ConsumerSettings",
          "WatchSettings");

  private static final BuiltModules MODULES = BuiltModules.read();
  private static final JavaClasses ALL = MODULES.all();

  @Test
  void modules_ofTheBuild_areThoseWithARule() {
    assertThat(USES.keySet()).containsExactlyInAnyOrderElementsOf(BuiltModules.names());
  }

  @ParameterizedTest
  @MethodSource("io.github.tracequeue.conventions.BuiltModules#names")
  void module_ofTheBuild_usesTheModulesOfItsRule(String module) {
    Map<String, String> used = new TreeMap<>();
    for (JavaClass type : MODULES.classes(module)) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String other = MODULES.moduleOf(dependency.getTargetClass());
        if (other != null && !other.equals(module)) {
          used.putIfAbsent(other, dependency.getDescription());
        }
      }
    }

    assertThat(used.keySet()).as("%s", used).isEqualTo(USES.get(module));
  }

  @ParameterizedTest
  @CsvSource({
    "producer-client, software.amazon.awssdk.services.dynamodb..",
    "producer-client, com.fasterxml.jackson..",
    "producer-client, com.amazonaws..",
    "pricing, software.amazon.awssdk..",
    "pricing, com.amazonaws..",
    "trace-store, software.amazon.awssdk.services.sqs..",
    "trace-store, com.amazonaws.services.lambda..",
    "consumer-lambda, software.amazon.awscdk..",
    "consumer-lambda, com.fasterxml.jackson.databind..",
    "watch-lambda, software.amazon.awssdk.services.sqs..",
    "watch-lambda, software.amazon.awscdk..",
    "integrations/budget-guard, software.amazon.awssdk.services.sqs..",
    "integrations/budget-guard, com.fasterxml.jackson..",
    "integrations/adapter-core, software.amazon.awssdk.services..",
    "integrations/opentelemetry, org.springframework..",
    "integrations/langchain4j, org.springframework..",
    "integrations/spring-ai, io.opentelemetry..",
    "query-lambda, software.amazon.awssdk.services.sqs..",
    "operations, software.amazon.awssdk..",
    "infra-cdk, software.amazon.awssdk.."
  })
  void module_ofALibrary_knowsNothing(String module, String library) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(MODULES.classes(module));
  }

  @Test
  void packages_ofAllModules_haveNoCycles() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        // A benchmark that must be in the consumer's package, because it measures hidden parts.
        .ignoreDependency(
            name(ROOT + ".consumer.CostPerEvent"), resideInAPackage(ROOT + ".benchmarks"))
        .check(ALL);
  }

  @Test
  void typeNames_ofTwoModules_areOfOneConcept() {
    Map<String, Set<String>> modulesByName = new TreeMap<>();
    for (String module : BuiltModules.names()) {
      for (JavaClass type : MODULES.classes(module)) {
        if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
          modulesByName.computeIfAbsent(type.getSimpleName(), n -> new TreeSet<>()).add(module);
        }
      }
    }

    modulesByName.values().removeIf(modules -> modules.size() == 1);
    assertThat(modulesByName.keySet()).as("%s", modulesByName).isEqualTo(SHARED_NAMES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Utils", "Util", "Helper", "Impl", "Manager", "Base", "Common"})
  void classes_named_afterWhatTheyAre(String suffix) {
    noClasses().should().haveSimpleNameEndingWith(suffix).check(ALL);
  }

  @Test
  void classes_outsideTheTests_areNotNamedAsTests() {
    noClasses().should().haveSimpleNameStartingWith("Test").check(ALL);
  }

  @Test
  void environment_read_whereAProgramBegins() {
    noClasses()
        .that(are(not(environmentReaders())))
        .should()
        .callMethodWhere(target(owner(name(System.class.getName()))).and(target(name("getenv"))))
        .check(ALL);
  }

  @Test
  void classes_concrete_areFinal() {
    classes()
        .that()
        .areNotInterfaces()
        .and(are(not(DescribedPredicate.describe("enums", JavaClass::isEnum))))
        .and()
        .areNotAnonymousClasses()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(ALL);
  }

  @Test
  void sleeping_inTheClient_neverByThread() {
    noClasses()
        .should()
        .callMethodWhere(target(owner(name(Thread.class.getName()))).and(target(name("sleep"))))
        .check(MODULES.classes("producer-client"));
  }

  @Test
  void text_ofAllModules_doesNotDependOnTheDefaultLocale() {
    // Sets the default locale while picocli's generator, which has no parameter for it, runs.
    DescribedPredicate<JavaClass> setter =
        DescribedPredicate.describe(
            "the command that sets it", type -> type.getSimpleName().equals("CompletionCommand"));
    DefaultLocaleRule.rule().check(ALL.that(not(setter)));
  }

  private static DescribedPredicate<JavaClass> environmentReaders() {
    List<String> programs =
        List.of(
            "ConsumerHandler",
            "WatchHandler",
            "QueryHandler",
            "TraceClient",
            "Builder",
            // The settings of the adapters that an agent's framework makes.
            "AdapterOptions",
            // The guard that Budget.of makes at its first use.
            "DefaultGuard",
            // The API keys of the examples.
            "ModelEndpoint");
    return DescribedPredicate.describe(
        "where a program begins", type -> programs.contains(type.getSimpleName()));
  }

  private static DescribedPredicate<JavaClass> not(DescribedPredicate<JavaClass> predicate) {
    return DescribedPredicate.not(predicate);
  }
}
