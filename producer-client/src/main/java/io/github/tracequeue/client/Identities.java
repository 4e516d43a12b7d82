// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The producer's identity at present, made at its first use. For the sender's thread. */
final class Identities implements Supplier<Identity> {
  private final Supplier<RandomGenerator> entropy;
  private @Nullable Identity current;

  Identities(Supplier<RandomGenerator> entropy) {
    this.entropy = entropy;
  }

  @Override
  public Identity get() {
    Identity identity = current;
    if (identity == null) {
      identity = Identity.create(entropy.get());
      current = identity;
    }
    return identity;
  }
}
