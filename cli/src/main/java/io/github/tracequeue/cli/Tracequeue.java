// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import io.github.tracequeue.cli.alarms.AlarmsCommand;
import io.github.tracequeue.cli.bill.BillCommand;
import io.github.tracequeue.cli.limits.LimitsCommand;
import io.github.tracequeue.cli.local.LocalCommand;
import io.github.tracequeue.cli.mcp.McpCommand;
import io.github.tracequeue.cli.options.ProblemException;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.prices.PricesCommand;
import io.github.tracequeue.cli.quarantine.QuarantineCommand;
import io.github.tracequeue.cli.reconcile.ReconcileCommand;
import io.github.tracequeue.cli.runs.RunCommand;
import io.github.tracequeue.cli.runs.RunsCommand;
import io.github.tracequeue.cli.smoke.SmokeCommand;
import io.github.tracequeue.cli.spend.AgentsCommand;
import io.github.tracequeue.cli.spend.SpendCommand;
import io.github.tracequeue.cli.traces.TraceCommand;
import io.github.tracequeue.cli.traces.TracesCommand;
import io.github.tracequeue.cli.view.ViewCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code tracequeue} command: operates the pipeline. */
@Command(
    name = "tracequeue",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = "Stores, prices and monitors traces of LLM calls, over SQS and AWS.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:success",
      "1:the command ran and found a problem, which the message names",
      "2:the command did not start; the message names the option, file or port"
    },
    subcommands = {
      LocalCommand.class,
      ViewCommand.class,
      AgentsCommand.class,
      SpendCommand.class,
      TracesCommand.class,
      TraceCommand.class,
      RunsCommand.class,
      RunCommand.class,
      LimitsCommand.class,
      PricesCommand.class,
      QuarantineCommand.class,
      AlarmsCommand.class,
      ReconcileCommand.class,
      BillCommand.class,
      SmokeCommand.class,
      McpCommand.class,
      CompletionCommand.class
    })
public final class Tracequeue {
  private Tracequeue() {}

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(
        commandLine()
            .setOut(utf8(FileDescriptor.out))
            .setErr(utf8(FileDescriptor.err))
            .execute(arguments));
  }

  public static CommandLine commandLine() {
    return new CommandLine(new Tracequeue())
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof UsageException) {
                command.getErr().println("tracequeue: " + failure.getMessage());
                return CommandLine.ExitCode.USAGE;
              }
              if (failure instanceof ProblemException) {
                command.getErr().println("tracequeue: " + failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
              }
              if (failure instanceof InterruptedException) {
                // Ctrl-C: the JVM is ending already.
                return CommandLine.ExitCode.SOFTWARE;
              }
              failure.printStackTrace(command.getErr());
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  /** UTF-8 in every locale, because stored text contains any characters. */
  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
