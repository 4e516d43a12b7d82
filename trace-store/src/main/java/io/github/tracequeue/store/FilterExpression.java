// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A DynamoDB filter expression with its names and values. External text is always passed as a
 * value.
 */
record FilterExpression(
    String expression, Map<String, String> names, Map<String, AttributeValue> values) {

  /** Matches items that have not expired. DynamoDB deletes expired items with a delay of days. */
  static Builder notExpiredAt(Instant now) {
    Builder condition = new Builder();
    String ttl = condition.name(TableSchema.TTL_ATTRIBUTE);
    String second = condition.value(AttributeValue.fromN(Long.toString(now.getEpochSecond())));
    condition.clauses.add("(attribute_not_exists(" + ttl + ") OR " + ttl + " >= " + second + ")");
    return condition;
  }

  static final class Builder {

    private final List<String> clauses = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    Builder equal(String attribute, @Nullable String text) {
      if (text != null) {
        clauses.add(name(attribute) + " = " + value(AttributeValue.fromS(text)));
      }
      return this;
    }

    /** The same; an empty text also matches items without the attribute. */
    Builder equalOrMissing(String attribute, @Nullable String text) {
      if (text == null || !text.isEmpty()) {
        return equal(attribute, text);
      }
      String name = name(attribute);
      String empty = value(AttributeValue.fromS(""));
      clauses.add("(attribute_not_exists(" + name + ") OR " + name + " = " + empty + ")");
      return this;
    }

    Builder equalInMap(String attribute, String key, String text) {
      clauses.add(name(attribute) + '.' + name(key) + " = " + value(AttributeValue.fromS(text)));
      return this;
    }

    Builder atLeast(String attribute, @Nullable BigDecimal number) {
      if (number != null) {
        String least = value(AttributeValue.fromN(number.toPlainString()));
        clauses.add(name(attribute) + " >= " + least);
      }
      return this;
    }

    /**
     * Matches items of one type, by the table's hash key. An index contains items of several types.
     */
    Builder ofType(String shardZeroKey) {
      String pk = name(TableSchema.PK);
      String exact = value(AttributeValue.fromS(shardZeroKey));
      String prefix = value(AttributeValue.fromS(shardZeroKey + '#'));
      clauses.add("(" + pk + " = " + exact + " OR begins_with(" + pk + ", " + prefix + "))");
      return this;
    }

    FilterExpression build() {
      return new FilterExpression(String.join(" AND ", clauses), names, values);
    }

    private String name(String attribute) {
      String placeholder = "#n" + names.size();
      names.put(placeholder, attribute);
      return placeholder;
    }

    private String value(AttributeValue value) {
      String placeholder = ":v" + values.size();
      values.put(placeholder, value);
      return placeholder;
    }
  }
}
