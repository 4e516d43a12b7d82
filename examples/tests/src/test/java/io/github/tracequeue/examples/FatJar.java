// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * All of a class path in one jar, as Maven Shade makes it with the transformers that {@code
 * docs/adapters.md} names: equal files that list something are appended, of others the first stays.
 */
final class FatJar implements AutoCloseable {
  private final ZipOutputStream jar;
  private final Set<String> names = new HashSet<>();
  private final Map<String, ByteArrayOutputStream> lists = new LinkedHashMap<>();

  private FatJar(OutputStream out) {
    jar = new ZipOutputStream(out);
    jar.setLevel(Deflater.NO_COMPRESSION);
  }

  /** Writes the jar. */
  static Path write(List<Path> classPath, Path file) throws IOException {
    try (FatJar fat = new FatJar(Files.newOutputStream(file))) {
      for (Path entry : classPath) {
        if (Files.isDirectory(entry)) {
          fat.addFolder(entry);
        } else {
          fat.addJar(entry);
        }
      }
    }
    return file;
  }

  private void addFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        add(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }

  private void addJar(Path file) throws IOException {
    try (var in = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          add(entry.getName(), in.readAllBytes());
        }
      }
    }
  }

  private void add(String name, byte[] content) throws IOException {
    if (name.endsWith("module-info.class")
        || name.equals("META-INF/MANIFEST.MF")
        || name.matches("META-INF/[^/]+\\.(SF|RSA|DSA)")) {
      return;
    }
    if (isList(name)) {
      ByteArrayOutputStream list = lists.computeIfAbsent(name, n -> new ByteArrayOutputStream());
      list.write(content);
      list.write('\n');
    } else if (names.add(name)) {
      put(name, content);
    }
  }

  private static boolean isList(String name) {
    return name.startsWith("META-INF/services/")
        || name.startsWith("META-INF/spring")
        || name.endsWith("/execution.interceptors");
  }

  private void put(String name, byte[] content) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(content);
    jar.closeEntry();
  }

  @Override
  public void close() throws IOException {
    for (Map.Entry<String, ByteArrayOutputStream> list : lists.entrySet()) {
      put(list.getKey(), list.getValue().toByteArray());
    }
    jar.close();
  }
}
