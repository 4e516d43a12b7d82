// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import io.github.tracequeue.cli.options.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Selects messages by id, by reason, or all. */
final class Selection {
  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Ids from 'list', or ids of the rejected messages.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "All messages with this reason code.")
  private @Nullable String reason;

  @Option(names = "--all", description = "All messages.")
  private boolean all;

  /**
   * Validates the options: exactly one of the three must be set.
   *
   * @throws UsageException if none or several are set
   */
  void check() {
    int ways = (ids.isEmpty() ? 0 : 1) + (reason == null ? 0 : 1) + (all ? 1 : 0);
    if (ways != 1) {
      throw new UsageException("select messages with ids, --reason CODE or --all");
    }
  }

  /** Whether the message is one of them. */
  boolean includes(QuarantinedMessage message) {
    return all
        || (reason != null && reason.equals(message.reason()))
        || ids.stream().anyMatch(message::isCalled);
  }

  /** The ids without a message. */
  Set<String> missing(Collection<QuarantinedMessage> found) {
    Set<String> missing = new LinkedHashSet<>(ids);
    missing.removeIf(id -> found.stream().anyMatch(message -> message.isCalled(id)));
    return missing;
  }
}
