// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * A part of a provider's JSON, read leniently: a missing value or one of another type is absent.
 */
record UsageNode(@Nullable JsonNode json) {
  static final UsageNode NOTHING = new UsageNode(null);

  /** Longer than any valid count or cost. */
  private static final int MAX_DIGITS = 40;

  /** The number as a count; {@link TokenUsage#ABSENT} if it is missing or below zero. */
  static long countOf(@Nullable Number number) {
    return number == null ? TokenUsage.ABSENT : Math.max(number.longValue(), TokenUsage.ABSENT);
  }

  boolean isObject() {
    return json != null && json.isObject();
  }

  /** Whether the field has a value other than null. */
  boolean has(String name) {
    JsonNode value = at(name).json;
    return value != null && !value.isNull();
  }

  boolean hasAny(String... names) {
    return Arrays.stream(names).anyMatch(this::has);
  }

  UsageNode at(String... path) {
    JsonNode node = json;
    for (String name : path) {
      node = node != null && node.isObject() ? node.asObject().get(name) : null;
    }
    return node == null ? NOTHING : new UsageNode(node);
  }

  /** The first of these that is an object, or {@link #NOTHING}. */
  UsageNode firstObject(String... names) {
    return Arrays.stream(names)
        .map(this::at)
        .filter(UsageNode::isObject)
        .findFirst()
        .orElse(NOTHING);
  }

  List<UsageNode> items(String... path) {
    JsonNode list = at(path).json;
    return list != null && list.isArray()
        ? list.asArray().stream().map(UsageNode::new).toList()
        : List.of();
  }

  /** The text of this field, or null if it is missing or empty. */
  @Nullable String text(String... path) {
    JsonNode value = at(path).json;
    return value != null && value.isString() && !value.asString().isEmpty()
        ? value.asString()
        : null;
  }

  /** The count of this field, or {@link TokenUsage#ABSENT}. */
  long count(String... path) {
    BigDecimal amount = amount(path);
    try {
      return amount == null ? TokenUsage.ABSENT : amount.longValueExact();
    } catch (ArithmeticException e) {
      return TokenUsage.ABSENT;
    }
  }

  /** The first of these counts that is present, or {@link TokenUsage#ABSENT}. */
  long firstCount(String... names) {
    return Arrays.stream(names)
        .mapToLong(this::count)
        .filter(count -> count >= 0)
        .findFirst()
        .orElse(TokenUsage.ABSENT);
  }

  /** The number of this field, at least zero, also if it is written as text. */
  @Nullable BigDecimal amount(String... path) {
    JsonNode value = at(path).json;
    if (value == null || !(value.isNumber() || value.isString())) {
      return null;
    }
    String digits = value.isNumber() ? value.asNumber() : value.asString();
    if (digits.length() > MAX_DIGITS) {
      return null;
    }
    try {
      var number = new BigDecimal(digits);
      return number.signum() < 0 || Math.abs((long) number.scale()) > MAX_DIGITS ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  boolean isTrue(String... path) {
    JsonNode value = at(path).json;
    return value != null && value.isBoolean() && value.asBoolean();
  }
}
