// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a module tells GraalVM's {@code native-image}: the file of its jar, and its resources. */
record ReachabilityMetadata(Path resources, List<JsonNode> reflection, List<JsonNode> globs) {
  private static final String FOLDER = "META-INF/native-image/io.github.tracequeue";
  private static final String FILE = "reachability-metadata.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The metadata of a module; without entries if it has none. */
  static ReachabilityMetadata of(String module) {
    Path resources = Repository.ROOT.resolve(module).resolve("src/main/resources");
    try {
      JsonNode file = JSON.createObjectNode();
      for (Path found : files(resources.resolve(FOLDER))) {
        if (!found.endsWith(FILE)) {
          throw new IllegalStateException("native-image does not read " + found);
        }
        file = JSON.readTree(Files.readString(found));
      }
      return new ReachabilityMetadata(
          resources, entries(file.path("reflection")), entries(file.path("resources")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The classes in whose code something is reached dynamically. */
  Set<String> conditions() {
    Set<String> conditions = new TreeSet<>();
    Stream.concat(reflection.stream(), globs.stream())
        .forEach(entry -> conditions.add(entry.at("/condition/typeReached").asText()));
    return conditions;
  }

  /** The types that a class reaches by their names. */
  Set<String> types(String condition) {
    Set<String> types = new TreeSet<>();
    reflection.stream()
        .filter(entry -> entry.at("/condition/typeReached").asText().equals(condition))
        .filter(entry -> entry.path("type").isTextual())
        .forEach(entry -> types.add(entry.path("type").asText()));
    return types;
  }

  /** Whether a class can be made by its constructor without parameters. */
  boolean constructs(String type) {
    return reflection.stream()
        .filter(entry -> entry.path("type").asText().equals(type))
        .flatMap(entry -> entries(entry.path("methods")).stream())
        .anyMatch(
            method ->
                method.path("name").asText().equals("<init>")
                    && method.path("parameterTypes").isArray()
                    && method.path("parameterTypes").isEmpty());
  }

  /** Whether a resource becomes a part of the binary. */
  boolean includes(Path resource) {
    Path name = resources.relativize(resource);
    return globs.stream()
        .map(
            entry -> FileSystems.getDefault().getPathMatcher("glob:" + entry.path("glob").asText()))
        .anyMatch(glob -> glob.matches(name));
  }

  /** The files of the module's jar that code may read, except the standard ones in META-INF. */
  List<Path> bundled() {
    return files(resources).stream()
        .filter(file -> !resources.relativize(file).startsWith("META-INF"))
        .toList();
  }

  private static List<JsonNode> entries(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
