// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.opentelemetry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The prompt in a span's attributes, which instrumentations write only if they are asked to. */
final class SpanPrompt {
  private static final String[] NAMES = {
    "gen_ai.system_instructions", "gen_ai.input.messages", "gen_ai.prompt.0.content", "input.value"
  };

  private SpanPrompt() {}

  /** The texts of the messages, one a line; null if there are none. */
  static @Nullable String of(SpanAttributes span) {
    List<String> texts = new ArrayList<>();
    for (String name : NAMES) {
      String value = span.text(name);
      if (value != null) {
        add(value, texts);
      }
    }
    return texts.isEmpty() ? null : String.join("\n", texts);
  }

  private static void add(String value, List<String> texts) {
    if (!value.startsWith("[") && !value.startsWith("{")) {
      texts.add(value);
      return;
    }
    try {
      add(JsonNode.parser().parse(value), texts);
    } catch (RuntimeException e) {
      texts.add(value); // text that begins like JSON
    }
  }

  /** Messages hold parts, parts hold content. */
  private static void add(JsonNode node, List<String> texts) {
    if (node.isString()) {
      texts.add(node.asString());
    } else if (node.isArray()) {
      node.asArray().forEach(element -> add(element, texts));
    } else if (node.isObject()) {
      for (String name : new String[] {"parts", "content", "text"}) {
        node.field(name).ifPresent(inner -> add(inner, texts));
      }
    }
  }
}
