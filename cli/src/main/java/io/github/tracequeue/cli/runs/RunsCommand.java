// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.runs;

import io.github.tracequeue.cli.options.ListFormat;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.query.ApiQuestion;
import io.github.tracequeue.cli.query.ListAnswer;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists runs. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "List the runs of a table, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue runs --agent cto",
      "  tracequeue runs --status failed --limit 20 --json"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:success, even if no run matches",
      "1:the table could not be read; the message states the reason",
      "2:an option is invalid; the message names it"
    })
public final class RunsCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "run_id",
          "agent_slug",
          "status",
          "timestamp",
          "started_at",
          "ended_at",
          "summary",
          "trace_id",
          "parent_run_id",
          "calls",
          "errors",
          "cost_usd",
          "unpriced");

  @Mixin private TableAccess access = new TableAccess();

  @Option(names = "--agent", paramLabel = "SLUG", description = "Only runs of this agent.")
  private @Nullable String agent;

  @Option(
      names = "--status",
      paramLabel = "S",
      description = "Only runs with this status: running, succeeded or failed.")
  private @Nullable String status;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "Maximum number of runs, at most 1000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Mixin private ListFormat format = new ListFormat();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Created by picocli. */
  RunsCommand() {}

  @Override
  public Integer call() {
    new ListAnswer("runs", COLUMNS, RunTable::lines)
        .print(
            spec.commandLine().getOut(),
            format.get(),
            access,
            ApiQuestion.to("/runs")
                .with("agent", agent)
                .with("status", status)
                .with("limit", limit)
                .with("sums", true));
    return ExitCode.OK;
  }
}
