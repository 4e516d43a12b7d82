// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.mcp;

import io.github.tracequeue.cli.query.ApiQuestion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A tool that asks one route of the query API.
 *
 * @param name the tool's name
 * @param description what it answers, for the model that chooses a tool
 * @param route the route; {@code {name}} stands for the value of a required parameter
 * @param parameters the parameters
 */
record ApiTool(String name, String description, String route, List<ToolParameter> parameters) {

  ApiTool {
    parameters = List.copyOf(parameters);
  }

  static ApiTool of(
      String name,
      String description,
      String route,
      List<ToolParameter> own,
      ToolParameter... more) {
    List<ToolParameter> all = new ArrayList<>(own);
    all.addAll(Arrays.asList(more));
    return new ApiTool(name, description, route, all);
  }

  /** The JSON schema of the tool's arguments. */
  Map<String, Object> inputSchema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put(
        "required",
        parameters.stream().filter(ToolParameter::required).map(ToolParameter::name).toList());
    schema.put("additionalProperties", false);
    return schema;
  }

  /**
   * The request for a tool's arguments.
   *
   * @throws IllegalArgumentException if a required argument is missing; names it
   */
  ApiQuestion question(Map<String, Object> arguments) {
    List<String> segments = new ArrayList<>();
    List<String> inPath = new ArrayList<>();
    for (String segment : route.substring(1).split("/", -1)) {
      if (segment.startsWith("{")) {
        String parameter = segment.substring(1, segment.length() - 1);
        inPath.add(parameter);
        segments.add(required(parameter, arguments));
      } else {
        segments.add(segment);
      }
    }
    ApiQuestion question =
        ApiQuestion.to(
            '/' + segments.get(0), segments.subList(1, segments.size()).toArray(String[]::new));
    arguments.forEach(
        (parameter, value) -> {
          if (!inPath.contains(parameter)) {
            add(question, parameter, value);
          }
        });
    return question;
  }

  private static void add(ApiQuestion question, String parameter, Object value) {
    if (value instanceof List<?> values) {
      values.forEach(each -> question.with(parameter, each));
    } else {
      question.with(parameter, value instanceof Number number ? plain(number) : value);
    }
  }

  /** A number as the API reads it, for example 0.0000001 and not 1E-7. */
  private static String plain(Number number) {
    return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
  }

  private static String required(String parameter, Map<String, Object> arguments) {
    String value = Objects.toString(arguments.get(parameter), "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(parameter + " is missing");
    }
    return value;
  }
}
