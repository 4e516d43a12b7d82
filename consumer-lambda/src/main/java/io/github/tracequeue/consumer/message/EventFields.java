// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.tracequeue.consumer.message.Field.Presence;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of one event, in any order. Reused for the next event. Not thread-safe. */
final class EventFields {

  private final @Nullable Reading[] readings = new @Nullable Reading[Field.COUNT];
  private final boolean[] repaired = new boolean[Field.COUNT];
  private boolean anyRepaired;

  void clear() {
    Arrays.fill(readings, null);
    if (anyRepaired) {
      Arrays.fill(repaired, false);
      anyRepaired = false;
    }
  }

  /** Reads a field's value, which is the parser's current token, and moves to its end. */
  void read(Field field, JsonParser parser, JsonToken token) throws IOException {
    Reading reading =
        token == JsonToken.VALUE_NULL ? Reading.ABSENT : field.rule.read(parser, token);
    if (reading.repaired() || readings[field.index] != null) {
      repair(field);
    }
    readings[field.index] = reading;
  }

  /** Marks a field as repaired. */
  void repair(Field field) {
    repaired[field.index] = true;
    anyRepaired = true;
  }

  boolean has(Field field) {
    return value(field) != null;
  }

  @Nullable String text(Field field) {
    return (String) value(field);
  }

  /** The text of a field that has one. */
  String required(Field field) {
    String text = text(field);
    if (text == null) {
      throw new IllegalStateException(field + " was checked to be there");
    }
    return text;
  }

  @Nullable Long number(Field field) {
    return (Long) value(field);
  }

  long numberOrZero(Field field) {
    Long number = number(field);
    return number == null ? 0 : number;
  }

  @Nullable BigDecimal money(Field field) {
    return (BigDecimal) value(field);
  }

  @Nullable Instant time(Field field) {
    return (Instant) value(field);
  }

  boolean flag(Field field) {
    return Boolean.TRUE.equals(value(field));
  }

  @SuppressWarnings("unchecked") // The field's rule reads values of this type.
  <T> Map<String, T> entries(Field field) {
    Object entries = value(field);
    return entries == null ? Map.of() : (Map<String, T>) entries;
  }

  /** Whether a field had a value that is not of its type. */
  boolean isUnusable(Field field) {
    Reading reading = readings[field.index];
    return reading != null && reading.fault() != null && reading.fault() != Reason.MISSING_FIELD;
  }

  /** The first required field without a value, and the reason. */
  @Nullable Rejection fault(Function<Field, Presence> presence) {
    for (Field field : Field.values()) {
      if (presence.apply(field) == Presence.REQUIRED && !has(field)) {
        Reading reading = readings[field.index];
        Reason reason = reading == null ? null : reading.fault();
        return reason == null || reason == Reason.MISSING_FIELD
            ? new Rejection(Reason.MISSING_FIELD, field.wireName, "")
            : new Rejection(reason, field.wireName, field.rule.limit());
      }
    }
    return null;
  }

  /** The names of the repaired fields of a type of event. */
  Set<String> repaired(Function<Field, Presence> presence) {
    if (!anyRepaired) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (Field field : Field.values()) {
      if (repaired[field.index] && presence.apply(field) != Presence.ABSENT) {
        names.add(field.wireName);
      }
    }
    return names;
  }

  private @Nullable Object value(Field field) {
    Reading reading = readings[field.index];
    return reading == null ? null : reading.value();
  }
}
