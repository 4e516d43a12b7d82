// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.testkit.contract.ContractSamples;
import io.github.tracequeue.testkit.contract.ContractSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes message bodies out of the good samples by changing a few things, or nothing. */
final class BodyGenerator {

  private static final JsonMapper MAPPER = new JsonMapper();

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
          "\"2026-11-31T12:00:00Z\"");

  private static final List<Integer> LENGTHS =
      List.of(1, 16, 63, 64, 65, 127, 128, 129, 255, 256, 257, 300, 301, 3999, 4000, 4001);

  private static final List<String> CHARACTERS =
      List.of("a", "Z", "7", " ", "\u00e9", "\uD83D\uDE00");

  private static final String GARBAGE = "{}[]\",:0-.eE\\u \n\tx\uFFFD\uFEFF";

  private final Random random;
  private final List<JsonNode> samples = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  BodyGenerator(Random random) {
    this.random = random;
    for (ContractSamples.GoodSample sample : ContractSamples.good()) {
      // Long samples cost time and say nothing more.
      if (sample.body().length < 4_000) {
        ContractSchema.parse(sample.body()).ifPresent(samples::add);
      }
    }
    for (Field field : Field.values()) {
      names.add(field.wireName);
    }
    names.addAll(List.of("v", "events", "producer", "dropped", "extra"));
  }

  String next() {
    JsonNode body = pick(samples).deepCopy();
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      body = change(body);
    }
    String text = body.toString();
    return random.nextInt(8) == 0 ? garble(text) : text;
  }

  private JsonNode change(JsonNode body) {
    if (random.nextInt(30) == 0) {
      return MAPPER
          .createObjectNode()
          .put("v", 1)
          .set("events", MAPPER.createArrayNode().add(body));
    }
    JsonNode target = body;
    if (body.path("events").size() > 0 && random.nextInt(3) > 0) {
      target = body.get("events").get(random.nextInt(body.get("events").size()));
    } else if (random.nextInt(12) == 0) {
      target = body.path(pick(List.of("tags", "producer", "dropped")));
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

  /** Changes, takes out or doubles a character, so that most results are no JSON. */
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
