// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.tracequeue.testkit.contract.ContractSchema.Part;
import io.github.tracequeue.testkit.contract.JsonValue.RawNumber;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One property of the contract's schema: which values it has, as they are and repaired. */
final class OracleField {

  /** A validator takes its time, and most values come again. */
  private static final int MAX_KNOWN = 10_000;

  private final Part part;
  private final String repair;
  private final @Nullable OracleField names;
  private final @Nullable OracleField values;
  private final Map<Object, Result> known = new HashMap<>();

  private OracleField(Part part, @Nullable OracleField names, @Nullable OracleField values) {
    this.part = part;
    this.repair = part.keywords().required("x-repair").textValue();
    this.names = names;
    this.values = values;
  }

  /** The property at a JSON pointer of the schema. */
  static OracleField at(String pointer) {
    Part part = ContractSchema.part(pointer);
    boolean isMap = part.keywords().has("propertyNames");
    return new OracleField(
        part,
        isMap ? at(pointer + "/propertyNames") : null,
        isMap ? at(pointer + "/additionalProperties") : null);
  }

  /** What is stored of a value. */
  record Result(Optional<Object> stored, boolean repaired) {}

  String repair() {
    return repair;
  }

  /** What is stored of a value that is not null. */
  Result read(Object value) {
    if (known.size() > MAX_KNOWN) {
      known.clear();
    }
    return known.computeIfAbsent(value, this::judge);
  }

  private Result judge(Object value) {
    if (names != null && values != null) {
      return value instanceof Map<?, ?> map
          ? readEntries(map, names, values)
          : new Result(Optional.empty(), true);
    }
    if (isValid(value)) {
      return new Result(Optional.of(stored(value)), false);
    }
    Optional<Object> candidate = OracleRepairs.repair(repair, part.keywords(), value);
    return new Result(candidate.filter(this::isValid).map(this::stored), true);
  }

  private Result readEntries(Map<?, ?> map, OracleField names, OracleField values) {
    int max = part.keywords().required("maxProperties").intValue();
    boolean repaired = map.size() > max;
    Map<String, Object> kept = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Result name = names.read(entry.getKey());
      repaired |= name.repaired;
      Object key = name.stored.orElse("");
      if (entry.getValue() == null) {
        kept.remove(key.toString());
        continue;
      }
      Result value = values.read(entry.getValue());
      repaired |= value.repaired;
      boolean hasRoom = kept.size() < max || kept.containsKey(key.toString());
      if (name.stored.isPresent() && value.stored.isPresent() && hasRoom) {
        kept.put(key.toString(), value.stored.get());
      }
    }
    return new Result(Optional.of(kept), repaired);
  }

  private boolean isValid(Object value) {
    return switch (repair) {
      // Validators that read doubles see less than is written.
      case "whole", "money" -> isValidNumber(value);
      default -> {
        JsonNode node =
            value instanceof String text
                ? TextNode.valueOf(text)
                : value instanceof Boolean bool ? BooleanNode.valueOf(bool) : NullNode.instance;
        yield !node.isNull() && part.accepts(node);
      }
    };
  }

  private boolean isValidNumber(Object value) {
    if (!(value instanceof RawNumber) && !(value instanceof BigDecimal)) {
      return false;
    }
    Optional<BigDecimal> number =
        value instanceof BigDecimal decimal ? Optional.of(decimal) : OracleRepairs.number(value);
    return number
        .filter(n -> n.compareTo(part.keywords().required("minimum").decimalValue()) >= 0)
        .filter(n -> n.compareTo(part.keywords().required("maximum").decimalValue()) <= 0)
        .filter(
            n -> !repair.equals("whole") || n.signum() == 0 || n.stripTrailingZeros().scale() <= 0)
        .isPresent();
  }

  private Object stored(Object value) {
    return switch (repair) {
      case "whole" -> decimal(value).longValueExact();
      case "money" -> decimal(value).setScale(12, RoundingMode.HALF_EVEN).stripTrailingZeros();
      case "time" -> OracleRepairs.milliseconds(value.toString());
      default -> value instanceof String text ? OracleRepairs.start(text, text.length()) : value;
    };
  }

  private static BigDecimal decimal(Object value) {
    return value instanceof BigDecimal decimal
        ? decimal
        : OracleRepairs.number(value).orElseThrow();
  }
}
