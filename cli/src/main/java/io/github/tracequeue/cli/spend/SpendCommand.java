// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.spend;

import io.github.tracequeue.cli.options.CallOptions;
import io.github.tracequeue.cli.options.ListFormat;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.TimeRangeOptions;
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

/** Shows what calls cost. */
@Command(
    name = "spend",
    mixinStandardHelpOptions = true,
    description = {
      "Show what calls cost, compared with the equally long time before (default: the last 30"
          + " days, by agent).",
      "In a terminal, bars show the shares, and the last column shows the spend over time."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue spend --by model --last 30d",
      "  tracequeue spend --from 2026-11-01 --until 2026-12-01 --agent cto",
      "  tracequeue spend --by provider --last 400d --format csv > spend.csv"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:success",
      "1:the table could not be read; the message states the reason",
      "2:an option is invalid; the message names it"
    })
public final class SpendCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of(
          "name",
          "spend_usd",
          "count",
          "stored",
          "errors",
          "unpriced",
          "input_tokens",
          "output_tokens",
          "cache_read_tokens",
          "cache_write_tokens",
          "reasoning_tokens",
          "latency_ms.p50",
          "latency_ms.p95",
          "latency_ms.p99",
          "before.spend_usd",
          "before.count");

  @Mixin private TableAccess access = new TableAccess();

  @Option(
      names = "--by",
      paramLabel = "GROUP",
      description = "agent, model or provider (default: agent).")
  private @Nullable String by;

  @Option(
      names = "--step",
      paramLabel = "S",
      description = "The step of the spend over time: hour or day (default: by the time range).")
  private @Nullable String step;

  @Mixin private CallOptions calls = new CallOptions();

  @Mixin private TimeRangeOptions range = new TimeRangeOptions();
  @Mixin private ListFormat format = new ListFormat();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Created by picocli. */
  SpendCommand() {}

  @Override
  public Integer call() {
    new ListAnswer("groups", COLUMNS, SpendTable::lines)
        .print(
            spec.commandLine().getOut(),
            format.get(),
            access,
            ApiQuestion.to("/spend")
                .with("by", by)
                .with("step", step)
                .matching(calls)
                .within(range));
    return ExitCode.OK;
  }
}
