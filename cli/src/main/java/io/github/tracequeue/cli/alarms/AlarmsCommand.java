// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.alarms;

import picocli.CommandLine.Command;

/** Rehearses alarms, and lists the state of deployed ones. */
@Command(
    name = "alarms",
    mixinStandardHelpOptions = true,
    description = "Test alarms with recorded traffic, or list the states of deployed alarms.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RehearseCommand.class, StateCommand.class})
public final class AlarmsCommand {}
