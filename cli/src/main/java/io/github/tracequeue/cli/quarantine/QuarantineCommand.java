// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import picocli.CommandLine.Command;

/** Reads, resends and deletes the messages that the consumer rejected. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = {
      "Read the messages that the consumer rejected, send them again, or delete them.",
      "Reading does not remove messages. It hides them from other readers while the command"
          + " runs, for at most one minute."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ListCommand.class, ShowCommand.class, RedriveCommand.class, DeleteCommand.class})
public final class QuarantineCommand {}
