// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the function's answer means for the batch, by the rules of {@code ReportBatchItemFailures}.
 *
 * <p>All messages succeed where the answer is empty, null, or has no list, an empty one or null for
 * it. All fail where the answer is not JSON, or any entry of the list has no identifier, an empty
 * one or one that is not in the batch. AWS leaves open what another kind of JSON means: here all
 * fail, because only success deletes.
 */
final class BatchResponse {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private BatchResponse() {}

  /** The ids of the messages that failed. */
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
