// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an adapter adds to a call of its framework. The calls with and without the adapter take
 * turns in one process.
 */
final class AdaptersPart {
  /** In a module of its own, whose class path has the frameworks. */
  private static final String MAIN = "io.github.tracequeue.benchmarks.adapters.AdaptersRun";

  /** The calls of that program, and what they do. */
  private static final Map<String, String> CALLS = new LinkedHashMap<>();

  static {
    CALLS.put("SPRING_AI", "Spring AI: the observation of a chat model");
    CALLS.put("LANGCHAIN4J", "LangChain4j: ChatModel.chat");
    CALLS.put("BEDROCK", "AWS SDK: converse of Bedrock");
    CALLS.put("OPENTELEMETRY", "OpenTelemetry: a span with its attributes");
    CALLS.put("ANTHROPIC_SDK", "Anthropic's client: messages().create");
  }

  private AdaptersPart() {}

  static List<Row> measure(Lab lab) throws IOException, InterruptedException {
    Rows rows = new Rows();
    for (int fork = 0; fork < lab.either(1, 5); fork++) {
      for (Map.Entry<String, String> call : CALLS.entrySet()) {
        lab.say(call.getValue() + ", fork " + (fork + 1));
        measure(lab, call.getKey(), call.getValue(), rows);
      }
    }
    return rows.all();
  }

  private static void measure(Lab lab, String call, String title, Rows rows)
      throws IOException, InterruptedException {
    JsonNode result =
        Fork.run(
            classPath(lab.root()),
            MAIN,
            List.of("-Xmx1g"),
            Duration.ofMinutes(5),
            call,
            lab.either(50, 500),
            lab.either(50, 500));
    String who = "Tracequeue's adapter";
    rows.add(who, title, "call without it", "ns", result.get("alone").asDouble());
    rows.add(who, title, "added", "ns", result.get("added").asDouble());
    rows.add(who, title, "added bytes", "B", result.get("addedBytes").asDouble());
    rows.add(who, title, "recorded", "%", 100 * result.get("recorded").asDouble());
  }

  private static String classPath(Path root) throws IOException {
    Path target = root.resolve("benchmarks/adapters/target");
    return target.resolve("classes")
        + File.pathSeparator
        + Files.readString(target.resolve("classpath.txt")).strip();
  }
}
