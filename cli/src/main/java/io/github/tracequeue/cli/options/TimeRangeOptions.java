// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The time range of a read command. Not set: the API's default. */
public final class TimeRangeOptions {
  @Option(
      names = {"--since", "--last"},
      paramLabel = "AGE",
      description = "Only the last time span, for example 90s, 15m, 24h or 30d.")
  private @Nullable String since;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only from this date or UTC time on, for example 2026-11-23 or yesterday.")
  private @Nullable Instant from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only before this date or UTC time. A date means its start.")
  private @Nullable Instant until;

  /** The age, as in {@code --since}. */
  public @Nullable String since() {
    return since;
  }

  /** The first time that is included. */
  public @Nullable Instant from() {
    return from;
  }

  /** The first time that is excluded. */
  public @Nullable Instant until() {
    return until;
  }
}
