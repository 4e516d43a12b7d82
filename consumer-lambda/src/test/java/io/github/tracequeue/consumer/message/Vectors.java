// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracequeue.contract.ContractSamples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** The golden vectors of the contract. */
final class Vectors {

  private Vectors() {}

  static List<JsonNode> promptHashes() {
    return read("prompt-hash.json");
  }

  static List<JsonNode> decisionSummaries() {
    return read("decision-summary.json");
  }

  private static List<JsonNode> read(String name) {
    try {
      JsonNode vectors =
          new JsonMapper()
              .readTree(ContractSamples.directory().resolve("vectors").resolve(name).toFile());
      return StreamSupport.stream(vectors.spliterator(), false).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
