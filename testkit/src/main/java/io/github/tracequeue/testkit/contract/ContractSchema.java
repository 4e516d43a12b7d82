// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
