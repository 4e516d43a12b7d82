// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item's size as DynamoDB counts it for write units, in bytes. */
final class ItemSize {

  private ItemSize() {}

  static int of(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToInt(entry -> bytes(entry.getKey()) + of(entry.getValue()))
        .sum();
  }

  private static int of(AttributeValue value) {
    return switch (value.type()) {
      case S -> bytes(value.s());
      // About one byte for two digits, and one more.
      case N -> (value.n().length() + 1) / 2 + 1;
      case BOOL -> 1;
      case SS -> value.ss().stream().mapToInt(ItemSize::bytes).sum();
      case M -> 3 + of(value.m()) + value.m().size();
      default -> throw new IllegalArgumentException(value.toString());
    };
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
