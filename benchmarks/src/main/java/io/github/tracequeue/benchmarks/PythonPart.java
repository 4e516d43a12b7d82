// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the Python client with its peers, by the Python package's own benchmark. */
final class PythonPart {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** The names of the script's figures, and those of the table. */
  private static final Map<String, String> METRICS = new LinkedHashMap<>();

  static {
    METRICS.put("mean", "mean");
    METRICS.put("p50", "median");
    METRICS.put("p99", "p99");
    METRICS.put("max", "longest");
    METRICS.put("cpu", "CPU a call");
  }

  private PythonPart() {}

  static List<Row> measure(Lab lab) throws IOException, InterruptedException {
    JsonNode printed = run(lab);
    String condition = "500 calls/s, Python " + printed.required("python").textValue();
    Rows rows = new Rows();
    for (Map.Entry<String, JsonNode> subject : printed.required("results").properties()) {
      if (subject.getValue().isEmpty()) {
        throw new IOException(
            subject.getKey() + " could not run: install boto3 and opentelemetry-sdk");
      }
      for (JsonNode process : subject.getValue()) {
        METRICS.forEach(
            (name, metric) ->
                rows.add(
                    subject.getKey(),
                    condition,
                    metric,
                    "µs",
                    process.required(name).doubleValue()));
      }
    }
    return rows.all();
  }

  private static JsonNode run(Lab lab) throws IOException, InterruptedException {
    Path script = lab.root().resolve("integrations/python/benchmarks/record.py");
    Process process =
        new ProcessBuilder(
                "python3",
                script.toString(),
                "--json",
                "--calls",
                Integer.toString(lab.either(500, 3_000)),
                "--rounds",
                Integer.toString(lab.either(1, 5)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    JsonNode printed = MAPPER.readTree(process.getInputStream());
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("python3 " + script + " ended with " + status);
    }
    return printed;
  }
}
