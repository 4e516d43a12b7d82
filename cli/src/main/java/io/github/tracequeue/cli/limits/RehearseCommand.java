// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.Quantity;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.watch.limit.LimitSettings;
import io.github.tracequeue.watch.rehearsal.LimitHistory;
import io.github.tracequeue.watch.rehearsal.Rehearsal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the limits over recorded calls. */
@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    description = {
      "Run the limits over recorded calls as the watch function would have, every five minutes:"
          + " which notices they would have sent, and when. Needs no AWS account without --table.",
      "What calls do not show is left out: runs of agents, and what producers dropped."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue limits rehearse --replay AzureLLMInferenceTrace_conv.csv --picture out.svg",
      "  aws dynamodb scan --table-name team-activity > calls.json",
      "  tracequeue limits rehearse --export calls.json --config infra-cdk/tracequeue.json",
      "  tracequeue limits rehearse --table team-activity --days 7"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it ran, with any result",
      "1:not one limit could be judged on these calls",
      "2:an option or a file; the message says which"
    })
final class RehearseCommand implements Callable<Integer> {
  @Mixin private LimitsFile limits = new LimitsFile();
  @Mixin private RecordingOptions recording = new RecordingOptions();

  @Option(
      names = "--picture",
      paramLabel = "FILE.svg",
      description = "Also draw when each limit was breached.")
  private @Nullable Path picture;

  @Mixin private JsonOption format = new JsonOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    LimitSettings settings = limits.read();
    List<StoredTrace> calls = recording.read(Clock.systemUTC());
    Rehearsal.Report report = Rehearsal.of(calls, settings);
    if (picture != null) {
      draw(report, picture);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(Json.line(RehearsalText.json(report)));
    } else {
      out.println(Quantity.of(report.calls(), "call") + ". " + recording.description());
      out.println();
      out.print(RehearsalText.of(report));
    }
    out.flush();
    boolean anyJudged =
        report.histories().stream().map(LimitHistory::cannotFire).anyMatch(why -> why == null);
    return anyJudged ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static void draw(Rehearsal.Report report, Path file) {
    try {
      Files.writeString(file, RehearsalPicture.of(report));
    } catch (IOException e) {
      throw new UsageException("--picture: " + file + ": cannot be written: " + e, e);
    }
  }
}
