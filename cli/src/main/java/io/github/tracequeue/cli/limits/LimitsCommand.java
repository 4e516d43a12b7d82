// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import picocli.CommandLine.Command;

/** Rehearses limits, checks their settings, and lists how they stand. */
@Command(
    name = "limits",
    mixinStandardHelpOptions = true,
    description =
        "Rehearse limits on recorded traffic before they wake someone, check their settings, or"
            + " list how they stand.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RehearseCommand.class, StateCommand.class, CheckCommand.class})
public final class LimitsCommand {}
