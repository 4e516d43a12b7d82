// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.runs;

import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.TimeRangeOptions;
import io.github.tracequeue.cli.query.ApiQuestion;
import io.github.tracequeue.cli.query.OneAnswer;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints one run. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Print one run: its result, its calls in order, and the runs that it started.",
    footerHeading = "%nExample:%n",
    footer = "  tracequeue run '2026-11-23T12:00:00.000Z#00f067aa0ba902b7'",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:success",
      "1:the run is not stored, or the table could not be read; the message states the reason",
      "2:an option is invalid; the message names it"
    })
public final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The run id. Quote it: it can contain '#'.")
  private String runId = "";

  @Mixin private TableAccess access = new TableAccess();

  @Option(
      names = "--agent",
      paramLabel = "SLUG",
      description = "The agent, if several agents have a run with this id.")
  private @Nullable String agent;

  @Mixin private TimeRangeOptions range = new TimeRangeOptions();
  @Mixin private JsonOption format = new JsonOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Created by picocli. */
  RunCommand() {}

  @Override
  public Integer call() {
    new OneAnswer(RunText::lines)
        .print(
            spec.commandLine().getOut(),
            format.isJson(),
            access,
            ApiQuestion.to("/runs", runId).with("agent", agent).within(range));
    return ExitCode.OK;
  }
}
