// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a message holds, read without the product's own parser.
 *
 * @param report which report of drops it is: the producer's id and the envelope's number; empty for
 *     none
 * @param dropped how many events its sender says that it dropped
 * @param calls the {@code response_id} of its calls
 * @param sentBack whether a consumer sent it back: only those send arrays here
 * @param firstInvocation the number of the first invocation that got it
 */
record ChaosMessage(
    String id,
    String report,
    long dropped,
    Set<String> calls,
    boolean sentBack,
    int firstInvocation) {

  static ChaosMessage of(String id, String body, int firstInvocation) {
    JsonNode json;
    try {
      json = Json.tree(body);
    } catch (IllegalArgumentException e) {
      // It ends in quarantine.
      return new ChaosMessage(id, "", 0, Set.of(), false, firstInvocation);
    }
    JsonNode events = json.isArray() ? json : json.path("events");
    Set<String> calls = new HashSet<>();
    for (JsonNode event : events.isArray() ? events : List.of(json)) {
      String call = event.path("response_id").asText();
      if (!call.isEmpty()) {
        calls.add(call);
      }
    }
    long dropped = 0;
    for (JsonNode count : json.path("dropped")) {
      dropped += count.asLong();
    }
    JsonNode producer = json.path("producer");
    return new ChaosMessage(
        id,
        dropped == 0 ? "" : producer.path("id").asText() + ' ' + producer.path("seq").asText(),
        dropped,
        calls,
        json.isArray(),
        firstInvocation);
  }
}
