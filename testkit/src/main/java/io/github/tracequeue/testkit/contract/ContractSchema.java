// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The contract's JSON Schema in a standard validator. Thread-safe. */
public final class ContractSchema {
  static final String FILE = "trace-event.v1.schema.json";

  /** As a strict parser without limits of its own would read; numbers with a point are doubles. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Schema schema;

  private ContractSchema(Schema schema) {
    this.schema = schema;
  }

  /** The schema in the contract folder. */
  public static ContractSchema load() {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    return new ContractSchema(registry.getSchema(source()));
  }

  /** The JSON value of a body; empty where the body is not one JSON value in UTF-8. */
  public static Optional<JsonNode> parse(byte[] body) {
    try {
      // Jackson would also take UTF-16, a byte order mark and some invalid UTF-8.
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonNode value = MAPPER.readTree(text);
      return value.isMissingNode() ? Optional.empty() : Optional.of(value);
    } catch (CharacterCodingException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The errors that the schema finds in a message body. */
  public List<Error> validate(JsonNode body) {
    return schema.validate(body);
  }

  /**
   * The schema of a part, by its JSON pointer such as {@code /$defs/run/properties/run_id}.
   *
   * @param keywords its keywords, with those of the definitions that it refers to
   */
  public record Part(JsonNode keywords, Schema schema) {

    /** Whether the schema accepts a value in this place. */
    public boolean accepts(JsonNode value) {
      return schema.validate(value).isEmpty();
    }
  }

  /** The part at a pointer. */
  public static Part part(String pointer) {
    ObjectNode document = source().deepCopy();
    document.retain("$schema", "$defs");
    document.put("$ref", "#" + pointer);
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    ObjectNode keywords = JsonNodeFactory.instance.objectNode();
    addKeywords(source().at(pointer), keywords);
    return new Part(keywords, registry.getSchema(document));
  }

  /** The names of the properties of a definition, or what it requires. */
  public static List<String> names(String definition, String keyword) {
    JsonNode names = definition(definition).path(keyword);
    List<String> all = new ArrayList<>();
    if (names.isArray()) {
      names.forEach(name -> all.add(name.textValue()));
    } else {
      names.fieldNames().forEachRemaining(all::add);
    }
    return all;
  }

  private static void addKeywords(JsonNode part, ObjectNode keywords) {
    if (part.has("$ref")) {
      addKeywords(source().at(part.get("$ref").textValue().substring(1)), keywords);
    }
    part.properties().forEach(keyword -> keywords.set(keyword.getKey(), keyword.getValue()));
  }

  static JsonNode source() {
    return ContractSamples.readTree(ContractSamples.directory().resolve(FILE));
  }

  static JsonNode definition(String name) {
    return source().required("$defs").required(name);
  }

  /** The properties of one of the schema's definitions. */
  public static JsonNode properties(String definition) {
    return definition(definition).required("properties");
  }
}
