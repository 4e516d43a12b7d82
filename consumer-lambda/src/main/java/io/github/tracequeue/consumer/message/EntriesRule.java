// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An object of names and values of one type, read as {@code Map}. Entries without a valid name or
 * value, and entries beyond the limit, are dropped.
 *
 * @param max the maximum number of entries
 */
record EntriesRule(int max, TextRule names, Rule values) implements Rule {

  static EntriesRule tags() {
    return new EntriesRule(10, TextRule.tagName(), TextRule.text(128, 128));
  }

  static EntriesRule toolRequests() {
    return new EntriesRule(10, TextRule.key(), WholeRule.requests());
  }

  @Override
  public String limit() {
    return "at most " + max + " entries";
  }

  @Override
  public Reading read(JsonParser parser, JsonToken token) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return Reading.unusable(Reason.WRONG_TYPE);
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    boolean repaired = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String sentName = parser.currentName();
      String name = names.valid(sentName);
      repaired |= !sentName.equals(name) || !seen.add(sentName) || seen.size() > max;
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        entries.remove(name);
        continue;
      }
      Reading reading = values.read(parser, value);
      Object entry = reading.value();
      repaired |= reading.repaired();
      boolean hasRoom = entries.size() < max || entries.containsKey(name);
      if (name != null && entry != null && hasRoom) {
        entries.put(name, entry);
      }
    }
    return repaired ? Reading.repaired(entries) : Reading.valid(entries);
  }
}
