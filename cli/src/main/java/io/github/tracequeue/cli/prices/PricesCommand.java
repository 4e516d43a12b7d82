// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import picocli.CommandLine.Command;

/** Manages the price book, a team's own prices, and stored costs. */
@Command(
    name = "prices",
    mixinStandardHelpOptions = true,
    description = "Look up prices, keep them current, and price stored calls again.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LookupCommand.class,
      ListCommand.class,
      StaleCommand.class,
      CheckCommand.class,
      ImportCommand.class,
      CoverageCommand.class,
      PushCommand.class,
      RepriceCommand.class
    })
public final class PricesCommand {}
