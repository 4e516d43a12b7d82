// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traces;

import io.github.tracequeue.cli.options.CallOptions;
import io.github.tracequeue.cli.options.ListFormat;
import io.github.tracequeue.cli.options.ListFormat.Format;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.TimeRangeOptions;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Terminal;
import io.github.tracequeue.cli.query.ApiQuestion;
import io.github.tracequeue.cli.query.TableApi;
import io.github.tracequeue.query.ApiResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Prints the calls of a table, for people and scripts. */
@Command(
    name = "traces",
    mixinStandardHelpOptions = true,
    description = "Print the calls of a table, newest first, as in the viewer.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue traces --agent cto --status error --since 24h",
      "  tracequeue traces --from yesterday --until today --status error",
      "  tracequeue traces --follow",
      "  tracequeue traces --table team-activity --since 30d --limit 100000 --format csv >"
          + " calls.csv"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:success, even if no call matches",
      "1:the table could not be read completely; the message states the reason",
      "2:an option is invalid; the message names it"
    })
public final class TracesCommand implements Callable<Integer> {
  private final OutputStream stdout;

  @Mixin private TableAccess access = new TableAccess();

  @Mixin private CallOptions calls = new CallOptions();

  @Option(names = "--status", paramLabel = "ok|error", description = "Only calls with this status.")
  private @Nullable String status;

  @Option(names = "--run", paramLabel = "ID", description = "Only calls of this run.")
  private @Nullable String run;

  @Mixin private TimeRangeOptions range = new TimeRangeOptions();

  @Option(
      names = "--min-cost",
      paramLabel = "USD",
      description = "Only calls with at least this cost.")
  private @Nullable String minCost;

  @Option(
      names = "--min-latency",
      paramLabel = "MS",
      description = "Only calls with at least this latency.")
  private @Nullable String minLatency;

  @Option(
      names = "--prompt-hash",
      paramLabel = "HASH",
      description = "Only calls with this prompt.")
  private @Nullable String promptHash;

  @Option(names = "--tag", paramLabel = "NAME:VALUE", description = "Only calls with this tag.")
  private List<String> tags = new ArrayList<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Maximum number of calls (default: ${DEFAULT-VALUE}); more than 1000 only with CSV or"
              + " NDJSON.")
  private int limit = 50;

  @Option(
      names = "--follow",
      description =
          "After the newest calls, print each new call until Ctrl-C. Reads the calls of the last"
              + " minutes every two seconds.")
  private boolean follow;

  @Mixin private ListFormat listFormat = new ListFormat();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Created by picocli. */
  TracesCommand() {
    this(new PipedOutput(System.out));
  }

  TracesCommand(OutputStream stdout) {
    this.stdout = stdout;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Format format = listFormat.get();
    if (follow) {
      checkFollow(format);
    }
    try (TableApi api = TableApi.open(access)) {
      if (follow) {
        follow(api, format);
      } else {
        print(api.ask(question(format).within(range)), format);
      }
      return ExitCode.OK;
    } catch (PipedOutput.ReaderGoneException e) {
      return ExitCode.OK;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof PipedOutput.ReaderGoneException) {
        return ExitCode.OK;
      }
      throw e.getCause();
    } catch (SdkException e) {
      spec.commandLine()
          .getErr()
          .println(
              "tracequeue: " + access.description() + ": incomplete list: AWS: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private void checkFollow(Format format) {
    if (format != Format.TABLE && format != Format.NDJSON) {
      throw new UsageException(
          "--follow prints a table or --format ndjson, not " + format.optionValue());
    }
    if (range.since() != null || range.from() != null || range.until() != null) {
      throw new UsageException("--follow cannot be combined with --since, --from and --until");
    }
  }

  private void follow(TableApi api, Format format) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    new FollowedCalls(
            api,
            () -> filters(ApiQuestion.to("/traces")).with("totals", "none"),
            Clock.systemUTC(),
            FollowedCalls::pause)
        .print(
            limit,
            format == Format.NDJSON
                ? new FollowedCalls.LinePrinter(out)
                : new FollowedCalls.TablePrinter(out, Terminal.ofProcess()));
  }

  private ApiQuestion question(Format format) {
    boolean file = format == Format.CSV || format == Format.NDJSON;
    return filters(ApiQuestion.to(file ? "/export" : "/traces"))
        .with("limit", limit)
        .with("format", file ? format.optionValue() : null);
  }

  private ApiQuestion filters(ApiQuestion question) {
    question
        .matching(calls)
        .with("status", status)
        .with("run_id", run)
        .with("min_cost_usd", minCost)
        .with("min_latency_ms", minLatency)
        .with("prompt_hash", promptHash);
    tags.forEach(tag -> question.with("tag", tag));
    return question;
  }

  private void print(ApiResponse response, Format format) throws IOException {
    if (format == Format.TABLE) {
      PrintWriter out = spec.commandLine().getOut();
      CallTable.lines(TableApi.tree(response), Terminal.ofProcess()).forEach(out::println);
      out.flush();
      return;
    }
    // Written as bytes, so that a file is UTF-8 regardless of the terminal's encoding.
    OutputStream out = new BufferedOutputStream(stdout);
    try {
      ApiResponse.BodyWriter stream = response.stream();
      if (stream == null) {
        out.write(response.body());
        out.write('\n');
      } else {
        stream.writeTo(out);
      }
    } finally {
      // Print what was read before a failure.
      out.flush();
    }
  }
}
