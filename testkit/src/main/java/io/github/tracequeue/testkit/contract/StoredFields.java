// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Map;
import java.util.Set;

/**
 * What is stored of an event under the contract's names: text, {@code Long}, {@code BigDecimal},
 * {@code Boolean} or a map. Nothing stands for an absent field, false, and zero of an optional
 * count.
 *
 * @param repaired the names of the fields that came with an invalid value
 */
public record StoredFields(Map<String, Object> values, Set<String> repaired) {

  private static final JsonMapper MAPPER = new JsonMapper();

  public StoredFields {
    values = Map.copyOf(values);
    repaired = Set.copyOf(repaired);
  }

  /** A field's value as JSON, null where nothing is stored. */
  public JsonNode json(String field) {
    Object value = values.get(field);
    try {
      return value == null ? NullNode.instance : MAPPER.readTree(MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
