// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The packaged client, and what an agent has to have with it. */
final class Artifact {
  private Artifact() {}

  /** The client's own jar. */
  static Path jar() {
    Path jar = Path.of(System.getProperty("client.jar"));
    assertThat(jar).exists();
    return jar;
  }

  /** The jars that the client needs at run time, without those that it can do without. */
  static List<Path> closure() {
    List<Path> jars =
        Arrays.stream(System.getProperty("client.closure").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    assertThat(jars).isNotEmpty().allMatch(Files::isRegularFile);
    return jars;
  }
}
