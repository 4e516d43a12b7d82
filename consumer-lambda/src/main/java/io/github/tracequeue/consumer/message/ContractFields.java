// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the fields that the contract defines, of events and of envelopes. */
public final class ContractFields {
  private static final Set<String> NAMES =
      Stream.concat(
              Stream.of("v", "events", "producer", "dropped"),
              Arrays.stream(Field.values()).map(field -> field.wireName))
          .collect(Collectors.toUnmodifiableSet());

  private ContractFields() {}

  /** Whether the contract defines a field of that name; the consumer ignores all others. */
  public static boolean contains(String name) {
    return NAMES.contains(name);
  }
}
