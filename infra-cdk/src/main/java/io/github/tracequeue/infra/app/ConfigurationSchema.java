// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.github.tracequeue.infra.app.InvalidConfigurationException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The JSON Schema of the configuration. Its descriptions say how to write each value. */
final class ConfigurationSchema {
  private static final String RESOURCE = "tracequeue.schema.json";

  private final JsonNode source;
  private final Schema schema;

  private ConfigurationSchema(JsonNode source) {
    this.source = source;
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ENGLISH)
            .build();
    schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                registry -> registry.schemaRegistryConfig(config))
            .getSchema(source);
  }

  static ConfigurationSchema load() {
    try (InputStream in = ConfigurationSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: " + RESOURCE);
      }
      return new ConfigurationSchema(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Problem> validate(JsonNode configuration) {
    return schema.validate(configuration).stream().map(this::problem).distinct().toList();
  }

  private Problem problem(Error error) {
    String path = error.getInstanceLocation().toString();
    JsonPointer location = location(error);
    return switch (error.getKeyword()) {
      case "required" ->
          new Problem(
              path + "/" + error.getProperty(),
              "is missing",
              description(property(location, error.getProperty())));
      case "additionalProperties" ->
          new Problem(
              path + "/" + error.getProperty(), "is not known here", suggestion(location, error));
      default -> new Problem(path, error.getMessage(), description(location.head()));
    };
  }

  private static JsonPointer location(Error error) {
    return JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
  }

  private static JsonPointer property(JsonPointer keyword, String name) {
    return keyword.head().append(JsonPointer.compile("/properties/" + name));
  }

  private String description(JsonPointer schemaOfValue) {
    return Optional.of(source.at(schemaOfValue).path("description").asText())
        .filter(text -> !text.isEmpty())
        .orElse("See the schema at " + schemaOfValue + ".");
  }

  private String suggestion(JsonPointer keyword, Error error) {
    TreeSet<String> known = new TreeSet<>();
    source.at(keyword.head()).path("properties").fieldNames().forEachRemaining(known::add);
    return Spelling.nearest(error.getProperty(), known)
        .map(name -> "Did you mean " + name + "?")
        .orElse("Known are: " + String.join(", ", known) + ".");
  }
}
