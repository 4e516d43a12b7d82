// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules for the project files. */
final class PomTest {
  private static final Pattern EXCLUSION =
      Pattern.compile("<exclusion>.*?</exclusion>", Pattern.DOTALL);
  private static final Pattern WILDCARD = Pattern.compile("<(groupId|artifactId)>\\s*\\*\\s*</");

  @Test
  void projects_ofTheBuild_areTheRootAndItsModules() {
    List<Path> expected =
        Repository.modules().stream()
            .map(module -> Repository.ROOT.resolve(module).resolve("pom.xml"))
            .toList();

    assertThat(Repository.projects())
        .containsAll(expected)
        .contains(Repository.ROOT.resolve("pom.xml"))
        .hasSize(expected.size() + 1);
  }

  /** An exclusion of everything hides that a dependency is wrong. */
  @ParameterizedTest
  @MethodSource("io.github.tracequeue.conventions.Repository#projects")
  void exclusions_ofAProject_nameWhatTheyExclude(Path project) {
    assertThat(EXCLUSION.matcher(Repository.read(project)).results())
        .noneMatch(exclusion -> WILDCARD.matcher(exclusion.group()).find());
  }
}
