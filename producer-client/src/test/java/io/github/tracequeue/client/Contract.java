// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

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
import java.util.stream.StreamSupport;

/** The wire contract's files, for the tests. */
final class Contract {
  private static final ObjectMapper MAPPER = new ObjectMapper();
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

  static JsonNode file(String name) {
    try {
      return MAPPER.readTree(Files.readAllBytes(FOLDER.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The golden vectors of this name. */
  static List<JsonNode> vectors(String name) {
    return StreamSupport.stream(file("vectors/" + name + ".json").spliterator(), false).toList();
  }
}
