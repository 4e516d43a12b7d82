// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The samples of the wire contract. */
final class ContractSamples {
  private static final int NOT_UTF_8 = 0xFFFD;
  private static final Path FOLDER = Path.of(System.getProperty("contract.dir", "../contract"));

  private static final JsonNode EXPECTED = Json.tree(read(FOLDER.resolve("bad/expected.json")));

  // Text and not JSON, because some samples are not.
  private static final Pattern PROMPT =
      Pattern.compile("\"prompt_preview\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  private ContractSamples() {}

  /** The bodies that are accepted whole, by file name. */
  static Map<String, String> good() {
    return bodies(FOLDER.resolve("good"));
  }

  /** The bodies that are rejected and that a queue can hold, by file name. */
  static Map<String, String> bad() {
    Map<String, String> bodies = bodies(FOLDER.resolve("bad"));
    bodies.remove("expected.json");
    return bodies;
  }

  /** What the contract says of a bad body. */
  static JsonNode expected(String name) {
    return EXPECTED.get(name);
  }

  /** The events of an accepted body. */
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

  /** The prompts in a body that are long enough to be told from chance. */
  static Stream<String> prompts(String body) {
    return PROMPT
        .matcher(body)
        .results()
        .map(match -> match.group(1))
        .filter(prompt -> prompt.length() >= 8);
  }

  private static Map<String, String> bodies(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Map<String, String> bodies = new TreeMap<>();
      for (Path file : files.toList()) {
        String body = read(file);
        if (fitsIntoSqs(body)) {
          bodies.put(String.valueOf(file.getFileName()), body);
        }
      }
      return bodies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SQS takes XML's characters, one of them at least; what is not UTF-8 is no text at all. */
  private static boolean fitsIntoSqs(String body) {
    return !body.isEmpty()
        && body.codePoints()
            .allMatch(
                c ->
                    (c >= 0x20 && c != NOT_UTF_8 && c != 0xFFFE && c != 0xFFFF)
                        || c == '\t'
                        || c == '\n'
                        || c == '\r');
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
