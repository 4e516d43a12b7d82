// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the client adds to an agent's deployment, in bytes. */
final class JarIT {
  private static final long MAX_JAR = 100_000;
  private static final long MAX_CLOSURE = 6_000_000;

  @Test
  void jar_own_isAtMostAHundredKibibytes() {
    System.out.println("client.jar bytes: " + size(Artifact.jar()));

    assertThat(size(Artifact.jar())).isLessThanOrEqualTo(MAX_JAR);
  }

  @Test
  void closure_withTheClient_isAtMostSixMebibytesWithOneHttpClient() {
    List<Path> jars = Artifact.closure();
    long bytes = size(Artifact.jar()) + jars.stream().mapToLong(JarIT::size).sum();
    System.out.println("closure jars: " + (jars.size() + 1) + ", bytes: " + bytes);

    assertThat(bytes).isLessThanOrEqualTo(MAX_CLOSURE);
    assertThat(jars)
        .extracting(jar -> jar.getFileName().toString())
        .noneMatch(name -> name.contains("netty") || name.contains("httpc") || name.contains("crt"))
        .anyMatch(name -> name.startsWith("url-connection-client"));
  }

  private static long size(Path jar) {
    try {
      return Files.size(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
