// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the client's source code. */
final class SourceTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("contract.dir")).resolveSibling("producer-client/src/main/java");

  @Test
  void sources_all_takeNoLockAndNeverSleep() throws IOException {
    // A virtual thread that waits for a lock inside synchronized pins its carrier, before JDK 24.
    assertThat(linesWith("synchronized", "Lock(", "Thread.sleep(", ".wait(", "System.out"))
        .isEmpty();
  }

  @Test
  void sources_environment_isReadByTheClientAlone() throws IOException {
    assertThat(linesWith("System.getenv", "System.getProperty"))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("TraceClient.java"));
  }

  /** A generator with state would be copied with a snapshot, and its copies would be equal. */
  @Test
  void sources_randomness_isMadeInOnePlace() throws IOException {
    assertThat(
            linesWith("ThreadLocalRandom", "Math.random(", "new Random(", "new SplittableRandom("))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("ProducerIdentity.java"));
  }

  private static List<String> linesWith(String... forbidden) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<String> lines =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(SourceTest::codeLines)
              .toList();
      assertThat(lines).hasSizeGreaterThan(2_000);
      return lines.stream().filter(line -> Stream.of(forbidden).anyMatch(line::contains)).toList();
    }
  }

  private static Stream<String> codeLines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.strip().startsWith("*") && !line.strip().startsWith("/"))
          .map(line -> file.getFileName() + ": " + line.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
