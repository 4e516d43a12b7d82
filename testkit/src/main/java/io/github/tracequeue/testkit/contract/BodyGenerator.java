// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Makes message bodies out of the good samples by changing a few things, or nothing. */
public final class BodyGenerator {

  private static final JsonMapper MAPPER = new JsonMapper();

  /** A placeholder for {@code NaN}, which no tree can write. */
  private static final String NAN = "@NaN@";

  /** JSON values at the limits of the contract's rules, and beyond. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "\"\"",
          "[]",
          "{}",
          "[{\"a\":1}]",
          "{\"a\":[1]}",
          "0",
          "-0",
          "-0.0",
          "1",
          "-1",
          "12.0",
          "1.2e1",
          "1E+2",
          "1200e-2",
          "1.5",
          "0.1",
          "1000000",
          "1000000.000001",
          "86400000",
          "86400001",
          "1000000000",
          "1000000001",
          "9007199254740991",
          "9007199254740992",
          "99999999999999999999",
          "1e9",
          "1e10",
          "1e400",
          "\"ok\"",
          "\"error\"",
          "\"running\"",
          "\"succeeded\"",
          "\"failed\"",
          "\"OK\"",
          "\"inclusive\"",
          "\"exclusive\"",
          "\"llm_trace\"",
          "\"run\"",
          "\"span\"",
          "\"cto\"",
          "\"Cto\"",
          "\"-a\"",
          "\"a.b_c-d\"",
          "\"a b\"",
          "\"a\\n\"",
          "\"a\\u2028\"",
          "\"\\u0000\"",
          "\"\\u007f\"",
          "\"\\u0085\"",
          "\"\\ud83d\"",
          "\"\\ude00\\ud83d\"",
          "\"\uD83D\uDE00\"",
          "\"caf\u00e9\"",
          "\"8e0c1f95df58011e\"",
          "\"8E0C1F95DF58011E\"",
          "\"0000000000000000\"",
          "\"00000000000000000000000000000000\"",
          "\"4bf92f3577b34da6a3ce929d0e0e4736\"",
          "\"019adf3c-8a40-7c3e-9d51-6b7f0a2e4c88\"",
          "\"019ADF3C-8A40-7C3E-9D51-6B7F0A2E4C88\"",
          "\"019adf3c8a407c3e9d516b7f0a2e4c88\"",
          "\"2026-11-23T12:00:00Z\"",
          "\"2026-11-23T12:00:00.123456789Z\"",
          "\"2026-11-23T12:00:00.1+00:00\"",
          "\"2026-11-23T12:00:00.Z\"",
          "\"2026-11-23T12:00:00-00:00\"",
          "\"2026-11-23t12:00:00z\"",
          "\"2028-02-29T00:00:00Z\"",
          "\"2026-02-29T00:00:00Z\"",
          "\"2019-12-31T23:59:59Z\"",
          "\"2099-12-31T23:59:59Z\"",
          "\"2026-11-23T24:00:00Z\"",
          "\"2026-11-23T12:00:60Z\"",
          "\"2026-11-31T12:00:00Z\"",
          "\"2026-11-23 12:00:00\"",
          "\"2026-11-23T12:00:00,5+02:00\"",
          "\"2026-11-23T12:00-0530\"",
          "\"2026-11-23T12:00:00.12345678901234 UTC\"",
          "\"2026-11-23T23:59:59+19:00\"",
          "\"2020-01-01T00:30:00+01:00\"",
          "1795426215",
          "1795426215.25",
          "1795426215250",
          "1795426215250999",
          "\"1795426215250999999\"",
          "4102444800000",
          "\" 12.0 \"",
          "\"1.5\"",
          "\"-1\"",
          "\"1e400\"",
          "\"0x10\"",
          "0.5",
          "0.49999999999999999999999999999999999999999999999999999",
          "-0.4",
          "1000000000.4",
          "1000000000.5",
          "429",
          "\"True\"",
          "\" false\"",
          "\"Success\"",
          "\"failure\"",
          "\"LLM_TRACE\"",
          "\" Run \"",
          "\"OpenAI\"",
          "\"anthropic\"",
          "\"aws.bedrock\"",
          "\"gcp.vertex_ai\"",
          "\"gcp.gemini\"",
          "\"x_ai\"",
          "\"Finance Agent (EU)\"",
          "\"###\"",
          "\"#a--\"",
          "\"claude-opus-5\"",
          "\"gemini-4\"",
          "\" \"",
          "\"{019ADF3C-8A40-7C3E-9D51-6B7F0A2E4C88}\"",
          "\"urn:uuid:019adf3c-8a40-7c3e-9d51-6b7f0a2e4c88\"",
          "\"00000000-0000-0000-0000-000000000000\"",
          "\"4BF92F35-77B3-4DA6-A3CE-929D0E0E4736\"",
          "\"8e0c1f95df58011e8e0c1f95df58011e\"",
          "{\"a\":1,\"b c\":true,\"\":\"x\",\"d\":null,\"Web-Search\":2.5,\"e\":[1]}",
          "{\"a\":\"1\",\"A\":3,\"b\":-1,\"c\":1000001}",
          "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1}",
          "\"" + NAN + "\"",
          "[\"" + NAN + "\"]");

  private static final List<Integer> LENGTHS =
      List.of(1, 16, 63, 64, 65, 127, 128, 129, 255, 256, 257, 300, 301, 3999, 4000, 4001);

  private static final List<String> CHARACTERS =
      List.of("a", "Z", "7", " ", "\u00e9", "\uD83D\uDE00");

  private static final String GARBAGE = "{}[]\",:0-.eE\\u \n\tx\uFFFD\uFEFF";

  private final Random random;
  private final List<JsonNode> samples = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  /** A generator whose bodies depend on the random numbers alone. */
  public BodyGenerator(Random random) {
    this.random = random;
    for (ContractSamples.GoodSample sample : ContractSamples.good()) {
      // Long and deep samples cost time and say nothing more.
      if (sample.body().length < 4_000 && !sample.name().startsWith("nesting")) {
        ContractSchema.parse(sample.body()).ifPresent(samples::add);
      }
    }
    for (String part : List.of("event", "llm_trace", "run")) {
      names.addAll(ContractSchema.names(part, "properties"));
    }
    names.addAll(
        List.of("v", "events", "producer", "dropped", "extra", "Type", "Message", "detail"));
  }

  /** The next body. */
  public String next() {
    JsonNode body = sample();
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      body = change(body);
    }
    String text = body.toString().replace("\"" + NAN + "\"", "NaN");
    if (random.nextInt(8) == 0) {
      text = garble(text);
    }
    return random.nextInt(10) == 0 ? wrap(text) : text;
  }

  /** A good body whose events nobody has sent before. */
  private JsonNode sample() {
    JsonNode body = pick(samples).deepCopy();
    for (JsonNode parent : body.findParents("event_id")) {
      ((ObjectNode) parent)
          .put("event_id", new UUID(random.nextLong(), random.nextLong()).toString());
    }
    for (JsonNode parent : body.findParents("status")) {
      if (parent.has("run_id") && !parent.has("model")) {
        ((ObjectNode) parent).put("run_id", Long.toHexString(random.nextLong()));
      }
    }
    return body;
  }

  private String wrap(String text) {
    return switch (random.nextInt(5)) {
      case 0 -> quoted(text);
      case 1 -> "{\"Type\":\"Notification\",\"Message\":" + quoted(text) + "}";
      case 2 -> "{\"detail\":" + text + ",\"detail-type\":\"x\"}";
      case 3 -> "{\"detail-type\":\"x\",\"detail\":" + quoted(text) + "}";
      default -> wrap(wrap(text));
    };
  }

  private static String quoted(String text) {
    return MAPPER.getNodeFactory().textNode(text).toString();
  }

  private JsonNode change(JsonNode body) {
    if (random.nextInt(30) == 0) {
      ArrayNode events = MAPPER.createArrayNode().add(body).add(sample());
      return random.nextBoolean()
          ? events
          : MAPPER.createObjectNode().put("v", 1).set("events", events);
    }
    JsonNode target = body;
    JsonNode events = body.isArray() ? body : body.path("events");
    if (events.size() > 0 && random.nextInt(3) > 0) {
      target = events.get(random.nextInt(events.size()));
    } else if (random.nextInt(12) == 0) {
      target = body.path(pick(List.of("tags", "tool_requests", "producer", "dropped")));
    }
    if (target instanceof ObjectNode object) {
      changeObject(object);
    } else if (target instanceof ArrayNode array) {
      array.add(value());
    }
    return body;
  }

  private void changeObject(ObjectNode object) {
    String name = random.nextInt(4) == 0 || object.isEmpty() ? pick(names) : anyName(object);
    switch (random.nextInt(10)) {
      case 0 -> object.remove(name);
      case 1 -> object.putNull(name);
      case 2 -> object.put(name, longText());
      case 3 ->
          object.put(pick(List.of("Extra", "", "a.b", "team", "\u00e9", "x".repeat(65))), "x");
      case 4 -> {
        JsonNode moved = object.remove(name);
        object.set(pick(names), moved == null ? value() : moved);
      }
      case 5 -> object.set(name, nested(random.nextInt(20)));
      case 6 -> object.put(name, random.nextInt(2_000) - 10);
      default -> object.set(name, value());
    }
  }

  private JsonNode nested(int levels) {
    JsonNode node = MAPPER.createObjectNode();
    for (int i = 0; i < levels; i++) {
      node = MAPPER.createArrayNode().add(node);
    }
    return node;
  }

  private String longText() {
    return pick(CHARACTERS).repeat(pick(LENGTHS));
  }

  private JsonNode value() {
    return tree(pick(VALUES));
  }

  /** Truncates the text, or inserts, removes or replaces a character. Most results are not JSON. */
  private String garble(String text) {
    int at = random.nextInt(text.length());
    char other = GARBAGE.charAt(random.nextInt(GARBAGE.length()));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + other + text.substring(at);
      case 2 -> text.substring(0, at) + text.substring(at + 1);
      default -> text.substring(0, at) + other + text.substring(at + 1);
    };
  }

  private String anyName(ObjectNode object) {
    List<String> present = new ArrayList<>();
    object.fieldNames().forEachRemaining(present::add);
    return pick(present);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
