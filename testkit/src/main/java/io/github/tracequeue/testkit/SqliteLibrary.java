// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the native library that DynamoDB Local stores with. */
final class SqliteLibrary {
  private static final String PROPERTY = "sqlite4java.library.path";

  private SqliteLibrary() {}

  /**
   * Points SQLite's loader at the library for this platform, which is a Maven artifact of its own.
   *
   * @throws EmulatorException if there is none
   */
  static void locate() {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    Path directory =
        Stream.concat(classPath(), besidesTheJar())
            .filter(SqliteLibrary::fitsThisMachine)
            .findFirst()
            .map(Path::getParent)
            .orElseThrow(
                () ->
                    new EmulatorException(
                        String.format(
                            Locale.ROOT,
                            "DynamoDB Local has no native library for %s on %s",
                            System.getProperty("os.name"),
                            System.getProperty("os.arch")),
                        null));
    System.setProperty(PROPERTY, directory.toString());
  }

  private static Stream<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(Files::isRegularFile);
  }

  /** In the jar's own folder, or in the folders next to it as a Maven repository lays them out. */
  private static Stream<Path> besidesTheJar() {
    Path jar = CodeSources.of("com.almworks.sqlite4java.SQLite");
    Path own = jar.getParent();
    Path group = Optional.ofNullable(own).map(Path::getParent).map(Path::getParent).orElse(jar);
    return Stream.concat(files(own, 1), files(group, 3));
  }

  private static Stream<Path> files(@Nullable Path folder, int depth) {
    if (folder == null || !Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> found = Files.find(folder, depth, (file, kind) -> kind.isRegularFile())) {
      return found.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean fitsThisMachine(Path file) {
    String name = String.valueOf(file.getFileName());
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    boolean intel = arch.equals("amd64") || arch.equals("x86_64");
    if (os.startsWith("linux")) {
      return name.startsWith("libsqlite4java-linux-" + (intel ? "amd64" : arch))
          && name.endsWith(".so");
    }
    if (os.startsWith("mac")) {
      return name.startsWith("libsqlite4java-osx" + (intel ? "" : "-" + arch))
          && name.endsWith(".dylib");
    }
    return intel && name.startsWith("sqlite4java-win32-x64") && name.endsWith(".dll");
  }
}
