// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What one synthesis wrote: the stack's template first, then those of its nested stacks. */
record Templates(List<Template> all) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Templates in(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return new Templates(
          files
              .filter(file -> file.getFileName().toString().endsWith(".template.json"))
              .sorted(Comparator.comparing(Templates::nested).thenComparing(Path::compareTo))
              .map(Templates::read)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Template main() {
    return all.get(0);
  }

  List<Template.Resource> resources(String type) {
    return all.stream().flatMap(template -> template.resources(type)).toList();
  }

  /** The same, with a copy of the main template changed. */
  Templates mutated(Consumer<Template> change) {
    List<Template> copies = new ArrayList<>(all);
    Template copy = new Template(main().tree().deepCopy(), main().bytes());
    change.accept(copy);
    copies.set(0, copy);
    return new Templates(copies);
  }

  private static boolean nested(Path file) {
    return file.getFileName().toString().endsWith(".nested.template.json");
  }

  private static Template read(Path file) {
    try {
      JsonNode tree = MAPPER.readTree(file.toFile());
      return new Template(tree, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
