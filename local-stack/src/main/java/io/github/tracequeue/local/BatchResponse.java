// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The result of a batch, from the function's response, by the rules of {@code
 * ReportBatchItemFailures}.
 *
 * <p>All messages succeed if the response is empty or null, or its list is missing, empty or null.
 * All fail if the response is not JSON, or if an entry has a missing, empty or unknown identifier.
 * AWS does not specify other JSON; here all messages fail, because a success deletes them.
 */
final class BatchResponse {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private BatchResponse() {}

  /** The ids of the failed messages. */
  static Set<String> failed(String answer, Set<String> batch) {
    JsonNode response;
    try {
      response = JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      return batch;
    }
    if (response.isMissingNode() || response.isNull()) {
      return Set.of();
    }
    JsonNode failures = response.path("batchItemFailures");
    if (response.isObject() && (failures.isMissingNode() || failures.isNull())) {
      return Set.of();
    }
    if (!response.isObject() || !failures.isArray()) {
      return batch;
    }
    Set<String> failed = new LinkedHashSet<>();
    for (JsonNode failure : failures) {
      JsonNode id = failure.path("itemIdentifier");
      if (!id.isTextual() || !batch.contains(id.asText())) {
        return batch;
      }
      failed.add(id.asText());
    }
    return failed;
  }
}
