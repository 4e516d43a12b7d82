// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.promptkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tracequeue.consumer.message.PromptHasher;

/** A version of the key. The key's text is not accessible. */
public final class PromptKey {

  /** A shorter key could be guessed. */
  private static final int MIN_BYTES = 16;

  private final String id;
  private final byte[] value;

  private PromptKey(String id, byte[] value) {
    this.id = id;
    this.value = value;
  }

  /** A key of at least 16 bytes in UTF-8, and the id that is stored with its hashes. */
  public static PromptKey of(String id, String text) {
    return of(id, text.getBytes(UTF_8));
  }

  /** A key of at least 16 bytes, and the id that is stored with its hashes. */
  public static PromptKey of(String id, byte[] key) {
    byte[] value = key.clone();
    if (value.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "the prompt key " + id + " must have " + MIN_BYTES + " bytes at least");
    }
    return new PromptKey(id, value);
  }

  /** A hasher with this key. Not thread-safe. */
  public PromptHasher hasher() {
    return PromptHasher.keyed(value, id);
  }

  @Override
  public String toString() {
    return "PromptKey " + id;
  }
}
