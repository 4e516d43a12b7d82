// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** One line of {@code golden-costs.jsonl}: a usage, and its cost with the calculation. */
record GoldenCase(
    String name,
    Usage usage,
    String arithmetic,
    String usd,
    String rate,
    boolean byMaker,
    String reason) {

  static List<GoldenCase> all() {
    ObjectMapper json = new ObjectMapper();
    try (InputStream in =
            Objects.requireNonNull(
                GoldenCase.class.getResourceAsStream("/pricing/golden-costs.jsonl"));
        Stream<String> lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines()) {
      return lines.map(line -> read(json, line)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenCase read(ObjectMapper json, String line) {
    try {
      JsonNode node = json.readTree(line);
      TokenCounts tokens =
          new TokenCounts(
              node.required("input").longValue(),
              node.required("output").longValue(),
              node.path("cache_read").longValue(),
              node.path("cache_write_5m").longValue(),
              node.path("cache_write_1h").longValue(),
              node.path("input_audio").longValue(),
              node.path("output_audio").longValue(),
              node.path("cache_read_audio").longValue(),
              !node.path("exclusive").booleanValue());
      Map<String, Long> requests = new HashMap<>();
      node.path("requests")
          .properties()
          .forEach(request -> requests.put(request.getKey(), request.getValue().longValue()));
      Usage usage =
          new Usage(
              node.path("provider").asText(null),
              node.required("model").asText(),
              Instant.parse(node.required("at").asText()),
              tokens,
              requests,
              new Usage.Service(
                  node.path("batch").booleanValue(),
                  node.path("tier").asText(null),
                  node.path("geo").asText(null)));
      return new GoldenCase(
          node.required("name").asText(),
          usage,
          node.path("arithmetic").asText(),
          node.path("usd").asText(),
          node.path("rate").asText(),
          node.path("by_maker").booleanValue(),
          node.path("unpriced").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
