// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a release publishes, and the workflows that publish it. {@code bin/release} tries it. */
final class ReleaseTest {
  private static final Path WORKFLOWS = Repository.ROOT.resolve(".github/workflows");

  /** Made by {@code .ci/run}. */
  private static final Path SCHEMA_CHECK =
      Repository.ROOT.resolve("integrations/python/build/venv/bin/check-jsonschema");

  private static final Pattern ARTIFACT =
      Pattern.compile("(?m)^  <artifactId>([^<]+)</artifactId>");
  private static final Pattern OWN_DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>(?:io\\.github\\.tracequeue|\\$\\{project\\.groupId})</groupId>\\s*"
              + "<artifactId>([^<]+)</artifactId>((?:(?!</dependency>)[\\s\\S])*)</dependency>");
  private static final Pattern COMMAND = Pattern.compile("(?m)(?<=[\\s(])((?:\\.ci|bin)/[\\w-]+)");

  @Test
  void publishedModules_areThoseOfTheBom() {
    Set<String> published = published();
    published.remove("tracequeue-bom");

    assertThat(published)
        .isEqualTo(ownDependencies(Repository.ROOT.resolve("bom/pom.xml")))
        .contains("producer-client", "tracequeue-spring-ai");
  }

  @Test
  void publishedModules_needPublishedOnesOnly() {
    Set<String> published = published();
    for (Path project : publishedProjects()) {
      assertThat(published).as(project.toString()).containsAll(ownDependencies(project));
    }
  }

  @Test
  void bom_hasTheVersionOfTheProject() {
    Pattern version = Pattern.compile("(?m)^  <version>([^<]+)</version>");

    assertThat(first(version, Repository.ROOT.resolve("bom/pom.xml")))
        .isEqualTo(first(version, Repository.ROOT.resolve("pom.xml")));
  }

  static List<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(WORKFLOWS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void workflow_callsCommandsOfTheRepository(Path workflow) {
    List<String> commands =
        COMMAND
            .matcher(Repository.read(workflow))
            .results()
            .map(command -> command.group(1))
            .toList();

    assertThat(commands)
        .isNotEmpty()
        .allMatch(command -> Files.isExecutable(Repository.ROOT.resolve(command)));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void workflow_fitsItsSchema(Path workflow) throws Exception {
    checkSchema("vendor.github-workflows", workflow);
  }

  @Test
  void dependabot_fitsItsSchema() throws Exception {
    checkSchema("vendor.dependabot", Repository.ROOT.resolve(".github/dependabot.yml"));
  }

  @ParameterizedTest
  @CsvSource({
    "--check-tag, v999.0.0, 1, -SNAPSHOT|does not match",
    "--check-tag, '', 1, -SNAPSHOT|does not match",
    "--unknown, '', 2, Usage: bin/release"
  })
  void release_wrongTagOrUsage_saysSo(String option, String value, int status, String message)
      throws Exception {
    Process release = start(Repository.ROOT.resolve("bin/release").toString(), option, value);

    String output = new String(release.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(release.waitFor()).isEqualTo(status);
    assertThat(output).containsPattern(message);
  }

  private static void checkSchema(String schema, Path file) throws Exception {
    assumeTrue(Files.isExecutable(SCHEMA_CHECK), "check-jsonschema is not installed; see .ci/run");
    Process check =
        start(
            SCHEMA_CHECK.toString(), "--builtin-schema", schema, "--color=never", file.toString());

    String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(check.waitFor()).as(output).isZero();
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static Set<String> published() {
    return publishedProjects().stream()
        .map(project -> first(ARTIFACT, project))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> publishedProjects() {
    return Repository.modules().stream()
        .filter(module -> !isSkipped(module))
        .map(module -> Repository.ROOT.resolve(module).resolve("pom.xml"))
        .toList();
  }

  /** Whether the module is not published, by its own project file or by its parent's. */
  private static boolean isSkipped(String module) {
    String project = Repository.read(Repository.ROOT.resolve(module).resolve("pom.xml"));
    return project.contains("<maven.deploy.skip>true</maven.deploy.skip>")
        || (project.contains("<artifactId>examples</artifactId>") && isSkipped("examples"));
  }

  /** What a project needs of this repository, other than for its tests. */
  private static Set<String> ownDependencies(Path project) {
    return OWN_DEPENDENCY
        .matcher(Repository.read(project))
        .results()
        .filter(dependency -> !dependency.group(2).contains("<scope>test</scope>"))
        .map(dependency -> dependency.group(1))
        .collect(Collectors.toSet());
  }

  private static String first(Pattern pattern, Path file) {
    return pattern
        .matcher(Repository.read(file))
        .results()
        .map(match -> match.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " has no " + pattern));
  }
}
