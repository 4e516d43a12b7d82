// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.promptkey;

import io.github.tracequeue.consumer.message.PromptHasher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates hashers with a key that is read at first use and then periodically, so that a new version
 * is used without a deployment. Thread-safe.
 */
public final class RotatingHashers implements Supplier<PromptHasher> {

  private static final Duration KEEP = Duration.ofMinutes(5);

  /** The delay after a failed read. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final KeySource source;
  private final InstantSource clock;
  private @Nullable PromptKey key;
  private Instant nextLook = Instant.MIN;

  private RotatingHashers(KeySource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Hashers with the source's key; does not read it yet. */
  public static RotatingHashers of(KeySource source, InstantSource clock) {
    return new RotatingHashers(source, clock);
  }

  /**
   * A hasher, which is not thread-safe.
   *
   * @throws UncheckedIOException if no version could be read yet, because a hash without a key
   *     could be guessed
   */
  @Override
  public PromptHasher get() {
    return current().hasher();
  }

  private synchronized PromptKey current() {
    Instant now = clock.instant();
    PromptKey known = key;
    if (known != null && now.isBefore(nextLook)) {
      return known;
    }
    try {
      PromptKey fetched = source.fetch();
      key = fetched;
      nextLook = now.plus(KEEP);
      return fetched;
    } catch (IOException e) {
      if (known == null) {
        throw new UncheckedIOException("the prompt key cannot be read", e);
      }
    } catch (IllegalArgumentException e) {
      // The version is not a valid key, for example too short.
      if (known == null) {
        throw e;
      }
    }
    nextLook = now.plus(RETRY);
    return known;
  }
}
