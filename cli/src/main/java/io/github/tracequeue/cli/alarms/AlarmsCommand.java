// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.alarms;

import picocli.CommandLine.Command;

/** The alarms: what they would have done, and how they stand. */
@Command(
    name = "alarms",
    mixinStandardHelpOptions = true,
    description =
        "Rehearse alarms on recorded traffic before they wake someone, or see how they stand.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RehearseCommand.class, StateCommand.class})
public final class AlarmsCommand {}
