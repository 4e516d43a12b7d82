// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.PriceFiles;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.TimeConverter;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.Quantity;
import io.github.tracequeue.store.CostCorrection;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.TraceReader;
import io.github.tracequeue.store.rollup.LateCalls;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Prices stored calls again. */
@Command(
    name = "reprice",
    mixinStandardHelpOptions = true,
    description = {
      "Price the calls of a table again, with today's price book, and show the difference.",
      "Costs that a provider reported do not change, unless --reported is set. With --apply, an item is written only if its cost has"
          + " not changed since it was read. The command reads every call of the time range, twice with --apply."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue prices reprice --table tracequeue --from 2026-12-01 --dry-run",
      "  tracequeue prices reprice --table tracequeue --overrides our-prices.csv --apply"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the difference is shown; with --apply, every changed cost is written",
      "1:some items changed or were removed meanwhile, or AWS failed; run the command again",
      "2:the command did not start, because of an option, a file, the table or the connection"
    })
final class RepriceCommand implements Callable<Integer> {
  /** Any will do: an hour of which the calls have expired is not recomputed anyway. */
  private static final Duration RETENTION = Duration.ofDays(400);

  @Mixin private TableAccess access = new TableAccess();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only calls from this date or time on, in UTC.")
  private Instant from = TimeRange.ALL.from();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only calls before this date or time, in UTC.")
  private Instant until = TimeRange.ALL.until();

  @Option(
      names = "--overrides",
      paramLabel = "FILE",
      description = "Your own price file, which overrides the bundled prices.")
  private @Nullable Path overrides;

  @Option(
      names = "--reported",
      description =
          "Also replace costs that a provider or a producer reported, if the price book has a rate.")
  private boolean reportedToo;

  @ArgGroup(multiplicity = "1")
  private Mode mode = new Mode();

  @Mixin private JsonOption format = new JsonOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Exactly one of the two is required, so that writing is never the default. */
  private static final class Mode {
    @Option(names = "--dry-run", description = "Show the difference and write nothing.")
    private boolean dryRun;

    @Option(names = "--apply", description = "Show the difference, then write it.")
    private boolean apply;
  }

  @Override
  public Integer call() {
    check();
    Repricing repricing = new Repricing(PriceFiles.book(overrides), reportedToo);
    try (DynamoDbClient dynamoDb = access.aws().dynamoDb()) {
      RepricingReport difference = repricing.difference(calls(dynamoDb));
      if (!format.isJson()) {
        show(difference);
      }
      Repricing.Written written = new Repricing.Written();
      @Nullable SdkException failure = mode.apply ? apply(repricing, dynamoDb, written) : null;
      report(difference, written, failure);
      return failure == null && written.skipped() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (SdkException e) {
      throw access.refusal(e);
    }
  }

  private void check() {
    access.shards();
    if (!from.isBefore(until)) {
      throw new UsageException("--from: " + from + " is not before --until " + until);
    }
  }

  private Stream<StoredTrace> calls(DynamoDbClient dynamoDb) {
    return TraceReader.create(dynamoDb, access.table, access.shards(), Clock.systemUTC())
        .traces(from, until);
  }

  /** The failure that ended the command early; null if there is none. */
  private @Nullable SdkException apply(
      Repricing repricing, DynamoDbClient dynamoDb, Repricing.Written written) {
    CostCorrection correction = CostCorrection.create(dynamoDb, access.table, access.shards());
    try {
      repricing.apply(calls(dynamoDb), correction, lateCalls(dynamoDb)::mark, written);
      return null;
    } catch (SdkException e) {
      return e;
    }
  }

  private LateCalls lateCalls(DynamoDbClient dynamoDb) {
    TableOptions options = new TableOptions(access.table, access.shards(), RETENTION);
    return LateCalls.create(dynamoDb, options, InstantSource.system());
  }

  private void show(RepricingReport difference) {
    PrintWriter out = spec.commandLine().getOut();
    difference.table().lines().forEach(out::println);
    out.println();
    if (difference.kept() > 0) {
      out.println(
          "  "
              + Quantity.of(difference.kept(), "call")
              + " unchanged: the provider reported the cost, or its source is unknown");
    }
    out.flush();
  }

  private void report(
      RepricingReport difference, Repricing.Written written, @Nullable SdkException failure) {
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      ObjectNode report =
          Json.object()
              .put("table", access.table)
              .put("from", from.toString())
              .put("until", until.toString())
              .put("applied", mode.apply);
      difference.addTo(report);
      report.put("written", written.written()).put("skipped", written.skipped());
      out.println(Json.line(report));
    } else if (mode.dryRun) {
      out.println(
          "  nothing was written; --apply writes " + Quantity.of(difference.changed(), "item"));
    } else {
      out.printf(
          Locale.ROOT,
          "  %,d written, %,d skipped because they changed or were removed meanwhile%n",
          written.written(),
          written.skipped());
    }
    out.flush();
    if (failure != null) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "tracequeue: stopped by AWS: " + failure.getMessage() + "; run the command again");
      err.flush();
    }
  }
}
