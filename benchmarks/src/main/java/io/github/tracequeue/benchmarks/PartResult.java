// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a part, stored in a file.
 *
 * @param part the name of the part
 * @param command the command that repeats it
 * @param quick whether it was a quick run, whose figures are not accurate
 * @param seconds the duration
 * @param machine the date, machine and versions
 * @param rows the figures
 */
record PartResult(
    String part,
    String command,
    boolean quick,
    long seconds,
    Map<String, String> machine,
    List<Row> rows) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  PartResult {
    machine = Map.copyOf(machine);
    rows = List.copyOf(rows);
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    MAPPER.writeValue(folder.resolve(part + ".json").toFile(), this);
  }

  /** Reads all results in the folder. */
  static Map<Part, PartResult> readAll(Path folder) throws IOException {
    Map<Part, PartResult> results = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      Path file = folder.resolve(part.label() + ".json");
      if (Files.exists(file)) {
        results.put(part, MAPPER.readValue(file.toFile(), PartResult.class));
      }
    }
    return results;
  }
}
