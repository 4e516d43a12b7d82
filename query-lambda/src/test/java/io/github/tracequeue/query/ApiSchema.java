// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The OpenAPI file, and whether answers are as it says. */
final class ApiSchema {

  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private ApiSchema() {}

  static JsonNode document() {
    try (InputStream in = ApiSchema.class.getResourceAsStream("openapi.json")) {
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body of an answer, after a check against what the file says of its path and status. */
  static JsonNode checked(String path, ApiResponse response) {
    JsonNode body = body(response);
    JsonNode answer =
        resolve(
            document()
                .required("paths")
                .required(path)
                .required("get")
                .required("responses")
                .required(Integer.toString(response.status())));
    JsonNode content =
        answer.required("content").required(response.headers().getOrDefault("Content-Type", ""));
    ObjectNode schema = content.required("schema").deepCopy();
    schema.set("components", document().required("components"));
    assertThat(REGISTRY.getSchema(schema).validate(body)).as("%s: %s", path, body).isEmpty();
    return body;
  }

  static JsonNode body(ApiResponse response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a request gets, as {@link #checked} checks it. */
  static JsonNode get(QueryApi api, String path, String rawPath, String query) {
    return checked(path, api.handle(ApiRequest.get(rawPath, query)));
  }

  static JsonNode get(QueryApi api, String path, String query) {
    return get(api, path, path, query);
  }

  private static JsonNode resolve(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : document().at(reference.asText().substring(1));
  }

  static String problem(JsonNode body) {
    return body.required("type")
        .asText()
        .substring("urn:tracequeue:problem:".length())
        .toLowerCase(Locale.ROOT);
  }
}
