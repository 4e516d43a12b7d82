// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the source tree. */
final class Repository {
  /** The root of the source tree. */
  static final Path ROOT =
      Path.of(System.getProperty("contract.dir", "../contract"))
          .toAbsolutePath()
          .normalize()
          .resolveSibling("");

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private Repository() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What people read: the pages of the root, of {@code docs} and of each module. */
  static List<Path> pages() {
    return files(3).filter(file -> file.toString().endsWith(".md")).toList();
  }

  /** The sources of all tests. */
  static List<Path> testSources() {
    return files(16)
        .filter(file -> file.toString().contains("/src/test/java/"))
        .filter(file -> file.toString().endsWith(".java"))
        .toList();
  }

  /** The sources of what is delivered, and of the commands. */
  static List<String> productSources() {
    return files(16)
        .filter(file -> file.toString().matches(".*/(src/main/java/.*\\.java|bin/\\w+)"))
        .map(Repository::read)
        .toList();
  }

  /** The project files of the root and of the modules. */
  static List<Path> projects() {
    return files(3).filter(file -> file.endsWith("pom.xml")).toList();
  }

  /** The folders of the modules, in the order of the build. */
  static List<String> modules() {
    return MODULE
        .matcher(read(ROOT.resolve("pom.xml")))
        .results()
        .map(module -> module.group(1))
        .toList();
  }

  private static Stream<Path> files(int depth) {
    try (Stream<Path> walk = Files.walk(ROOT, depth)) {
      return walk
          .filter(
              file -> !file.toString().matches(".*/(target|build|node_modules|cdk.out|\\.git)/.*"))
          .filter(Files::isRegularFile)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
