// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The client's jar, and what it adds to an agent's deployment. */
final class JarIT {
  private static final long MAX_CLOSURE = 6_000_000;

  @Test
  void closure_withTheClient_isAtMostSixMegabytesWithOneHttpClient() {
    List<Path> jars = Artifact.closure();
    long bytes = size(Artifact.jar()) + jars.stream().mapToLong(JarIT::size).sum();
    System.out.println("closure jars: " + (jars.size() + 1) + ", bytes: " + bytes);

    assertThat(bytes).isLessThanOrEqualTo(MAX_CLOSURE);
    assertThat(jars)
        .extracting(jar -> jar.getFileName().toString())
        .noneMatch(name -> name.contains("netty") || name.contains("httpc") || name.contains("crt"))
        .anyMatch(name -> name.startsWith("url-connection-client"));
  }

  @Test
  void jar_own_namesItsVersionForScanners() throws IOException {
    try (var jar = new JarFile(Artifact.jar().toFile())) {
      assertThat(jar.getEntry("META-INF/maven/io.github.tracequeue/producer-client/pom.properties"))
          .isNotNull();
    }
  }

  private static long size(Path jar) {
    try {
      return Files.size(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
