// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.alarms;

import picocli.CommandLine.Command;

/** Rehearses alarms, and lists the state of deployed ones. */
@Command(
    name = "alarms",
    mixinStandardHelpOptions = true,
    description =
        "Rehearse alarms on recorded traffic before they wake someone, or list their states.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RehearseCommand.class, StateCommand.class})
public final class AlarmsCommand {}
