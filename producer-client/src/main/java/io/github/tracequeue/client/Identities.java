// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The producer's identity at present: made at its first use, and anew when the process may have
 * been copied. For the sender's thread.
 */
final class Identities implements Supplier<Identity> {
  private final Supplier<RandomGenerator> entropy;
  private final FreezeWatch watch;
  private @Nullable Identity current;

  Identities(Supplier<RandomGenerator> entropy, FreezeWatch watch) {
    this.entropy = entropy;
    this.watch = watch;
  }

  @Override
  public Identity get() {
    Identity identity = current;
    if (watch.wasSuspended() || identity == null) {
      identity = Identity.create(entropy.get());
      current = identity;
    }
    return identity;
  }
}
