// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import io.github.tracequeue.client.TokenUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Collects the usage from the events of a stream from Anthropic or OpenAI, each given as its JSON
 * data. Not thread-safe; no method throws.
 *
 * <p>Anthropic's first event has what the last one leaves out, such as how long a cache was written
 * for, so that the two are merged.
 */
public final class StreamedUsage {
  /** OpenAI sends {@code "usage":null} in each event but one. */
  private static final Pattern USAGE = Pattern.compile("\"usage\"\\s*:\\s*\\{");

  private final @Nullable String provider;
  private final Map<String, JsonNode> anthropic = new LinkedHashMap<>();
  private @Nullable String responseId;
  private TokenUsage usage = TokenUsage.of(null, null);

  /** Nothing collected yet. */
  public StreamedUsage(@Nullable String provider) {
    this.provider = provider;
  }

  /** Reads the data of an event; ignores data that is not JSON. */
  public void accept(@Nullable String data) {
    if (data == null || !(USAGE.matcher(data).find() || isIdWanted(data))) {
      return;
    }
    try {
      read(JsonNode.parser().parse(data), data);
    } catch (RuntimeException | LinkageError e) {
      // Not JSON, or an incompatible version of the SDK's reader.
    }
  }

  /** The usage so far; unknown if no event had one that is complete. */
  public TokenUsage usage() {
    return usage;
  }

  /** The provider's id of the response; null until an event contains it. */
  public @Nullable String responseId() {
    return responseId;
  }

  private boolean isIdWanted(String data) {
    return responseId == null && data.contains("\"id\"");
  }

  private void read(JsonNode event, String data) {
    switch (text(event, "type")) {
      case "message_start" -> {
        JsonNode message = event.field("message").orElse(event);
        responseId = text(message, "id");
        merge(message);
      }
      case "message_delta" -> {
        merge(event);
        String merged =
            anthropic.entrySet().stream()
                .map(field -> '"' + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        usage = TokenUsage.fromJson(provider, merged);
      }
      default -> {
        String id = text(event.field("response").orElse(event), "id");
        responseId = responseId == null && !id.isEmpty() ? id : responseId;
        TokenUsage found = TokenUsage.fromJson(provider, data);
        usage = found.isKnown() ? found : usage;
      }
    }
  }

  private void merge(JsonNode holder) {
    holder
        .field("usage")
        .filter(JsonNode::isObject)
        .ifPresent(
            found ->
                found
                    .asObject()
                    .forEach(
                        (name, value) -> {
                          if (!value.isNull()) {
                            anthropic.put(name, value);
                          }
                        }));
  }

  private static String text(JsonNode node, String name) {
    return node.field(name).filter(JsonNode::isString).map(JsonNode::asString).orElse("");
  }
}
