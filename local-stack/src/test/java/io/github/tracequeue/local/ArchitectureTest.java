// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.tracequeue.docs.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The boundaries between the modules, and habits that hold in all of them. */
final class ArchitectureTest {
  private static final String ROOT = "io.github.tracequeue";
  private static final List<String> MODULES =
      List.of(
          "producer-client",
          "trace-store",
          "pricing",
          "consumer-lambda",
          "query-lambda",
          "operations",
          "infra-cdk",
          "local-stack");
  private static final JavaClasses ALL = mainClasses();

  @ParameterizedTest
  @CsvSource({
    // who, knows nothing of
    "client, consumer",
    "client, store",
    "client, pricing",
    "client, query",
    "client, local",
    "store, client",
    "store, consumer",
    "store, pricing",
    "store, query",
    "store, local",
    "consumer, client",
    "consumer, query",
    "consumer, local",
    "pricing, client",
    "pricing, store",
    "pricing, consumer",
    "pricing, query",
    "pricing, local",
    "query, client",
    "query, consumer",
    "query, local",
    "infra, client",
    "infra, store",
    "infra, consumer",
    "infra, query",
    "infra, local",
    "alarms, client",
    "alarms, consumer",
    "alarms, local",
    "alarms, infra",
    "bill, client",
    "bill, consumer",
    "bill, local",
    "bill, infra",
    "local, cli",
    "local, infra"
  })
  void module_ofAnother_knowsNothing(String who, String other) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + who + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "." + other + "..")
        .allowEmptyShould(true)
        .check(ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "client, software.amazon.awssdk.services.dynamodb..",
    "client, com.fasterxml.jackson..",
    "client, com.amazonaws..",
    "store, software.amazon.awssdk.services.sqs..",
    "store, com.amazonaws.services.lambda..",
    "query, software.amazon.awssdk.services.sqs..",
    "consumer, software.amazon.awscdk..",
    "pricing, software.amazon.awssdk.."
  })
  void module_ofAService_knowsNothing(String who, String service) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + who + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(service)
        .allowEmptyShould(true)
        .check(ALL);
  }

  @Test
  void packages_ofOneModule_haveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(ALL);
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
        .that()
        .haveSimpleNameNotEndingWith("Handler")
        .and()
        .haveNameNotMatching(".*\\.client\\.TraceClient(\\$Builder)?")
        .should()
        .callMethodWhere(target(owner(name(System.class.getName()))).and(target(name("getenv"))))
        .check(ALL);
  }

  @Test
  void classes_concrete_areFinal() {
    classes()
        .that()
        .areNotInterfaces()
        .and(are(not("enums", JavaClass::isEnum)))
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
        .that(resideInAPackage(ROOT + ".client.."))
        .should()
        .callMethodWhere(target(owner(name(Thread.class.getName()))).and(target(name("sleep"))))
        .allowEmptyShould(true)
        .check(ALL);
  }

  @Test
  void import_always_sawTheModules() {
    assertThat(Stream.of("client", "store", "consumer", "pricing", "query", "local"))
        .allSatisfy(
            module ->
                assertThat(ALL)
                    .as(module)
                    .anyMatch(each -> each.getPackageName().startsWith(ROOT + "." + module)));
  }

  private static DescribedPredicate<JavaClass> not(
      String description, Predicate<JavaClass> predicate) {
    return DescribedPredicate.describe("not " + description, each -> !predicate.test(each));
  }

  /** By folder, because a module that nothing here needs is not on the class path. */
  private static JavaClasses mainClasses() {
    List<Path> folders =
        MODULES.stream()
            .map(module -> Repository.ROOT.resolve(module).resolve("target/classes"))
            .filter(Files::isDirectory)
            .toList();
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPaths(folders);
  }
}
