// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import picocli.CommandLine.Command;

/** Rehearses limits, checks their settings, lists how they stand, and overrides budgets. */
@Command(
    name = "limits",
    mixinStandardHelpOptions = true,
    description =
        "Rehearse limits on recorded traffic before they wake someone, check their settings, list"
            + " how they stand, or override a budget.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RehearseCommand.class,
      StateCommand.class,
      CheckCommand.class,
      OverrideCommand.class
    })
public final class LimitsCommand {}
