// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The wire contract's files, for the tests. */
final class Contract {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS);
  private static final Path FOLDER = Path.of(System.getProperty("contract.dir"));

  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(file("trace-event.v1.schema.json"));

  /** What the schema finds wrong with a message body. */
  List<String> errors(String body) {
    return schema.validate(json(body)).stream().map(Object::toString).toList();
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static JsonNode file(String name) {
    return file(FOLDER.resolve(name));
  }

  private static JsonNode file(Path path) {
    try {
      return MAPPER.readTree(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All vectors of the providers' usage. */
  static List<JsonNode> usageVectors() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("usage"))) {
      return files
          .filter(path -> path.toString().endsWith(".json"))
          .sorted()
          .flatMap(path -> StreamSupport.stream(file(path).spliterator(), false))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode usageVector(String name) {
    return usageVectors().stream()
        .filter(vector -> vector.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The golden vectors of this name. */
  static List<JsonNode> vectors(String name) {
    return StreamSupport.stream(file("vectors/" + name + ".json").spliterator(), false).toList();
  }
}
