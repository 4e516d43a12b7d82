// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Selects the calls of a read command. Not set: all calls. */
public final class CallOptions {
  @Option(names = "--agent", paramLabel = "SLUG", description = "Only calls of this agent.")
  private @Nullable String agent;

  @Option(names = "--model", paramLabel = "M", description = "Only calls of this model.")
  private @Nullable String model;

  @Option(names = "--provider", paramLabel = "P", description = "Only calls of this provider.")
  private @Nullable String provider;

  /** The agent's slug. */
  public @Nullable String agent() {
    return agent;
  }

  /** The model, an exact name. */
  public @Nullable String model() {
    return model;
  }

  /** The provider. */
  public @Nullable String provider() {
    return provider;
  }
}
