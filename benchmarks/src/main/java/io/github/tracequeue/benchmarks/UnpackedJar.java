// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The jar of a function, unpacked as in Lambda. */
record UnpackedJar(Path folder) implements AutoCloseable {

  static UnpackedJar of(Path jar) throws IOException {
    UnpackedJar unpacked = new UnpackedJar(Files.createTempDirectory("bench"));
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        unpacked.add(entry, zip);
      }
    } catch (IOException | RuntimeException e) {
      unpacked.close();
      throw e;
    }
    return unpacked;
  }

  private void add(ZipEntry entry, ZipFile zip) throws IOException {
    Path file = folder.resolve(entry.getName()).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException("an entry outside of its jar: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
    } else {
      Files.createDirectories(file.getParent());
      Files.copy(zip.getInputStream(entry), file);
    }
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }

  /** Deletes a folder with its files. */
  static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
