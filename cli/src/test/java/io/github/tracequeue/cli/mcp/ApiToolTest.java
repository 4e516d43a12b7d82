// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.query.QueryApi;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ApiToolTest {

  static Stream<ApiTool> tools() {
    return ApiTools.ALL.stream();
  }

  /** A route or a parameter that the API does not have would fail at the user's first question. */
  @ParameterizedTest
  @MethodSource("tools")
  void tool_routeAndParameters_areOfTheApi(ApiTool tool) throws IOException {
    JsonNode paths = openApi().path("paths");
    JsonNode get = paths.at("/" + pointer(path(tool, paths)) + "/get");

    List<String> known =
        StreamSupport.stream(get.path("parameters").spliterator(), false)
            .map(
                parameter ->
                    parameter.has("$ref")
                        ? name(parameter.path("$ref").asText())
                        : parameter.path("name").asText())
            .toList();
    assertThat(known)
        .containsAll(
            tool.parameters().stream()
                .map(ToolParameter::name)
                .filter(name -> !tool.route().contains("{" + name + "}"))
                .toList());
  }

  @Test
  void question_argumentInThePath_isRequired() {
    ApiTool prompts = tool("prompts");

    assertThatThrownBy(() -> prompts.question(Map.of("since", "1h")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("agent is missing");
    assertThat(prompts.inputSchema()).containsEntry("required", List.of("agent"));
  }

  @Test
  void inputSchema_everyTool_isClosed() {
    assertThat(ApiTools.ALL)
        .allSatisfy(
            tool ->
                assertThat(tool.inputSchema())
                    .containsEntry("type", "object")
                    .containsEntry("additionalProperties", false));
  }

  private static ApiTool tool(String name) {
    return tools().filter(tool -> tool.name().equals(name)).findFirst().orElseThrow();
  }

  /** The path in the document, whose names of variables can differ. */
  private static String path(ApiTool tool, JsonNode paths) {
    String shape = tool.route().replaceAll("\\{[^}]*}", "{}");
    return StreamSupport.stream(((Iterable<String>) paths::fieldNames).spliterator(), false)
        .filter(path -> path.replaceAll("\\{[^}]*}", "{}").equals(shape))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the API has no route " + tool.route()));
  }

  private static String pointer(String path) {
    return path.replace("~", "~0").replace("/", "~1");
  }

  private static String name(String reference) throws IllegalStateException {
    try {
      return openApi().at(reference.substring(1)).path("name").asText();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode openApi() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(QueryApi.class.getResourceAsStream("openapi.json"))) {
      return new ObjectMapper().readTree(file);
    }
  }
}
