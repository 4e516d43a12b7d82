// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import picocli.CommandLine.Command;

/** The messages that could not be stored. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = {
      "Look at the messages that the consumer could not store, send them again, or delete them.",
      "Reading takes nothing out of the queue. It hides messages from other readers while it"
          + " lasts, a minute at most."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ListCommand.class, ShowCommand.class, RedriveCommand.class, DeleteCommand.class})
public final class QuarantineCommand {}
