// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parameter of a tool, with the name that it has in the API.
 *
 * @param name the name
 * @param required whether a call must set it
 * @param schema its JSON schema
 */
record ToolParameter(String name, boolean required, Map<String, Object> schema) {

  static ToolParameter text(String name, String description) {
    return new ToolParameter(name, false, schema("string", description));
  }

  static ToolParameter integer(String name, int least, int most, String description) {
    Map<String, Object> schema = schema("integer", description);
    schema.put("minimum", least);
    schema.put("maximum", most);
    return new ToolParameter(name, false, schema);
  }

  static ToolParameter flag(String name, String description) {
    return new ToolParameter(name, false, schema("boolean", description));
  }

  static ToolParameter amount(String name, String description) {
    Map<String, Object> schema = schema("number", description);
    schema.put("minimum", 0);
    return new ToolParameter(name, false, schema);
  }

  static ToolParameter choice(String name, String description, String... values) {
    Map<String, Object> schema = schema("string", description);
    schema.put("enum", List.of(values));
    return new ToolParameter(name, false, schema);
  }

  static ToolParameter texts(String name, String description) {
    Map<String, Object> schema = schema("array", description);
    schema.put("items", Map.of("type", "string"));
    return new ToolParameter(name, false, schema);
  }

  /** The same as a required parameter. */
  ToolParameter must() {
    return new ToolParameter(name, true, schema);
  }

  private static Map<String, Object> schema(String type, String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    schema.put("description", description);
    return schema;
  }
}
