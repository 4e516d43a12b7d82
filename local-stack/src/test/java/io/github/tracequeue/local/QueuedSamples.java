// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.testkit.contract.ContractSamples;
import io.github.tracequeue.testkit.contract.ContractSamples.BadSample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The contract's samples that a queue can hold, as text. */
final class QueuedSamples {
  private static final int NOT_UTF_8 = 0xFFFD;

  // Text and not JSON, because some samples are not.
  private static final Pattern PROMPT =
      Pattern.compile("\"prompt_preview\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  private QueuedSamples() {}

  /** The bodies that are accepted, by file name. */
  static Map<String, String> good() {
    Map<String, String> bodies = new TreeMap<>();
    ContractSamples.good().forEach(sample -> add(bodies, sample.name(), sample.body()));
    return bodies;
  }

  /** The bodies that are rejected, by file name. */
  static Map<String, String> bad() {
    Map<String, String> bodies = new TreeMap<>();
    ContractSamples.bad().stream()
        .filter(sample -> !sample.generated())
        .forEach(sample -> add(bodies, sample.name(), sample.body()));
    return bodies;
  }

  /** What the contract says about a bad body. */
  static BadSample expected(String name) {
    return ContractSamples.bad().stream()
        .filter(sample -> sample.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The events of a good body. */
  static List<JsonNode> events(String body) {
    JsonNode message = Json.tree(body);
    List<JsonNode> events = new ArrayList<>();
    if (message.has("events")) {
      message.get("events").forEach(events::add);
    } else {
      events.add(message);
    }
    return events;
  }

  /** The prompts in a body that are long enough not to match by chance. */
  static Stream<String> prompts(String body) {
    return PROMPT
        .matcher(body)
        .results()
        .map(match -> match.group(1))
        .filter(prompt -> prompt.length() >= 8);
  }

  private static void add(Map<String, String> bodies, String name, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (fitsIntoSqs(text)) {
      bodies.put(name, text);
    }
  }

  /** SQS accepts one or more of XML's characters; a body that is not UTF-8 is not text. */
  static boolean fitsIntoSqs(String body) {
    return !body.isEmpty()
        && body.codePoints()
            .allMatch(
                c ->
                    (c >= 0x20
                            && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                            && c != NOT_UTF_8
                            && c != 0xFFFE
                            && c != 0xFFFF)
                        || c == '\t'
                        || c == '\n'
                        || c == '\r');
  }
}
