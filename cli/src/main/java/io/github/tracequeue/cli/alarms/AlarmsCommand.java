// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.alarms;

import picocli.CommandLine.Command;

/** Lists the states of the stack's own alarms. */
@Command(
    name = "alarms",
    mixinStandardHelpOptions = true,
    description =
        "List the states of the stack's own alarms: queues, functions and the watch function. What"
            + " is about agents is a limit: see 'limits'.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {StateCommand.class})
public final class AlarmsCommand {}
