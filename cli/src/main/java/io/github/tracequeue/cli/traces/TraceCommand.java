// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traces;

import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.TimeRangeOptions;
import io.github.tracequeue.cli.query.ApiQuestion;
import io.github.tracequeue.cli.query.OneAnswer;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints one trace as a tree. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = "Print one trace: which agent called which, when, at what cost.",
    footerHeading = "%nExample:%n",
    footer = "  tracequeue trace 4bf92f3577b34da6a3ce929d0e0e4736",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:success",
      "1:the trace is not stored, or the table could not be read; the message states the reason",
      "2:an option is invalid; the message names it"
    })
public final class TraceCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The trace id: 32 hex digits.")
  private String traceId = "";

  @Mixin private TableAccess access = new TableAccess();
  @Mixin private TimeRangeOptions range = new TimeRangeOptions();
  @Mixin private JsonOption format = new JsonOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Created by picocli. */
  TraceCommand() {}

  @Override
  public Integer call() {
    new OneAnswer(TreeText::lines)
        .print(
            spec.commandLine().getOut(),
            format.isJson(),
            access,
            ApiQuestion.to("/traces", traceId.toLowerCase(Locale.ROOT)).within(range));
    return ExitCode.OK;
  }
}
