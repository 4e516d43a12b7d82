// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracequeue.testkit.contract.ContractSchema;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The parser and the JSON Schema give the same verdict on 100,000 generated and mutated bodies.
 * What the schema leaves out by its own words, sums, order of times and depth, is checked on the
 * tree; bodies with a name twice are left out, for a tree cannot hold them.
 */
final class SchemaAgreementTest {

  private static final int BODIES_PER_SEED = 10_000;

  private static final ContractSchema SCHEMA = ContractSchema.load();
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final MessageParser parser = new MessageParser(PromptHasher.plain());

  @ParameterizedTest
  @MethodSource("seeds")
  void parse_mutatedBody_agreesWithTheSchema(long seed) {
    BodyGenerator generator = new BodyGenerator(new Random(seed));
    int compared = 0;
    int valid = 0;
    while (compared < BODIES_PER_SEED) {
      String body = generator.next();
      if (!hasNameTwice(body)) {
        boolean expected = isValid(body);
        assertThat(isAccepted(body)).as("seed %d, body %s", seed, body).isEqualTo(expected);
        compared++;
        valid += expected ? 1 : 0;
      }
    }
    // A generator that makes only good or only bad bodies would prove little.
    assertThat(valid).isBetween(BODIES_PER_SEED / 10, BODIES_PER_SEED * 9 / 10);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  private boolean isAccepted(String body) {
    return parser
        .parse(body)
        .match(
            accepted -> accepted.events().stream().noneMatch(RejectedEvent.class::isInstance),
            rejected -> false);
  }

  private static boolean isValid(String body) {
    Optional<JsonNode> tree = ContractSchema.parse(body.getBytes(UTF_8));
    return tree.isPresent()
        && SCHEMA.validate(tree.orElseThrow()).isEmpty()
        && depth(tree.orElseThrow()) <= 16
        && isConsistent(tree.orElseThrow());
  }

  private static boolean hasNameTwice(String body) {
    try {
      STRICT.readTree(body);
      return false;
    } catch (JsonProcessingException e) {
      return String.valueOf(e.getMessage()).startsWith("Duplicate field");
    }
  }

  private static int depth(JsonNode node) {
    int deepest = 0;
    for (JsonNode child : node) {
      deepest = Math.max(deepest, depth(child));
    }
    return node.isContainerNode() ? deepest + 1 : 0;
  }

  private static boolean isConsistent(JsonNode body) {
    if (body.has("v") || body.has("events")) {
      for (JsonNode event : body.path("events")) {
        if (!isConsistentEvent(event)) {
          return false;
        }
      }
      return true;
    }
    return isConsistentEvent(body);
  }

  private static boolean isConsistentEvent(JsonNode event) {
    if (event.path("type").asText().equals("run")) {
      String started = event.path("started_at").asText("");
      String ended = event.path("ended_at").asText("");
      return started.isEmpty()
          || ended.isEmpty()
          || started.equals("null")
          || ended.equals("null")
          || millis(ended) >= millis(started);
    }
    double cached =
        event.path("cache_read_tokens").asDouble()
            + event.path("cache_write_5m_tokens").asDouble()
            + event.path("cache_write_1h_tokens").asDouble();
    boolean exclusive = event.path("usage_convention").asText().equals("exclusive");
    return (exclusive || cached <= event.path("input_tokens").asDouble())
        && event.path("reasoning_tokens").asDouble() <= event.path("output_tokens").asDouble();
  }

  private static long millis(String time) {
    return OffsetDateTime.parse(time).toInstant().toEpochMilli();
  }
}
