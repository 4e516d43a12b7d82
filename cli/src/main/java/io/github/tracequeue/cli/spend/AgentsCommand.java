// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.spend;

import io.github.tracequeue.cli.options.ListFormat;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.TimeRangeOptions;
import io.github.tracequeue.cli.query.ApiQuestion;
import io.github.tracequeue.cli.query.ListAnswer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows all agents. */
@Command(
    name = "agents",
    mixinStandardHelpOptions = true,
    description =
        "Show all agents: their state, cost, errors, latency and last decision, and what needs"
            + " attention (default: the last 30 days).",
    footerHeading = "%nExamples:%n",
    footer = {"  tracequeue agents", "  tracequeue agents --last 7d --json"},
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:success",
      "1:the table could not be read; the message states the reason",
      "2:an option is invalid; the message names it"
    })
public final class AgentsCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "agent_slug",
          "state",
          "state_reason",
          "last_seen_at",
          "stats.spend_usd",
          "stats.count",
          "stats.errors",
          "stats.unpriced",
          "stats.input_tokens",
          "stats.output_tokens",
          "stats.latency_ms.p50",
          "stats.latency_ms.p95",
          "stats.latency_ms.p99",
          "before.spend_usd",
          "today.spend_usd",
          "this_month.spend_usd",
          "last_month.spend_usd",
          "prompt_changed_at",
          "models",
          "last_decision.text");

  @Mixin private TableAccess access = new TableAccess();
  @Mixin private TimeRangeOptions range = new TimeRangeOptions();
  @Mixin private ListFormat format = new ListFormat();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Created by picocli. */
  AgentsCommand() {}

  @Override
  public Integer call() {
    new ListAnswer("agents", COLUMNS, AgentsTable::lines)
        .print(
            spec.commandLine().getOut(),
            format.get(),
            access,
            ApiQuestion.to("/agents").within(range));
    return ExitCode.OK;
  }
}
