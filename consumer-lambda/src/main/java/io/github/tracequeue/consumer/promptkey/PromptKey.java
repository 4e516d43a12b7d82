// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.promptkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tracequeue.consumer.message.PromptHasher;

/** A version of the key; its text never leaves this object. */
public final class PromptKey {

  /** Below this a key can be guessed like the prompts that it should hide. */
  private static final int MIN_BYTES = 16;

  private final String id;
  private final byte[] value;

  private PromptKey(String id, byte[] value) {
    this.id = id;
    this.value = value;
  }

  /** A key of a text of at least 16 bytes in UTF-8, and the id that is stored beside its hashes. */
  public static PromptKey of(String id, String text) {
    return of(id, text.getBytes(UTF_8));
  }

  /** A key of at least 16 bytes, and the id that is stored beside its hashes. */
  public static PromptKey of(String id, byte[] key) {
    byte[] value = key.clone();
    if (value.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "the prompt key " + id + " must have " + MIN_BYTES + " bytes at least");
    }
    return new PromptKey(id, value);
  }

  /** A hasher of this key, for one thread. */
  public PromptHasher hasher() {
    return PromptHasher.keyed(value, id);
  }

  @Override
  public String toString() {
    return "PromptKey " + id;
  }
}
