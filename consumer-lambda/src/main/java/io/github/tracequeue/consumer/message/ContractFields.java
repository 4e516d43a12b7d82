// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

/** The names of the fields that the contract defines, of events and of envelopes. */
public final class ContractFields {
  private ContractFields() {}

  /** Whether the contract defines a field of this name; the consumer ignores all others. */
  public static boolean contains(String name) {
    return Field.of(name) != null || BodyReader.isFrameField(name);
  }
}
