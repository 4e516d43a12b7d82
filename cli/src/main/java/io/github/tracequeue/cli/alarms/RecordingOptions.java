// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.alarms;

import io.github.tracequeue.alarms.RecordedCall;
import io.github.tracequeue.alarms.TableExport;
import io.github.tracequeue.cli.options.PriceFiles;
import io.github.tracequeue.cli.options.TimeConverter;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.traffic.CallReport;
import io.github.tracequeue.cli.traffic.DemoAgent;
import io.github.tracequeue.cli.traffic.DemoTraffic;
import io.github.tracequeue.cli.traffic.LatencyModel;
import io.github.tracequeue.cli.traffic.TrafficRecording;
import io.github.tracequeue.pricing.Cost;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.TokenCounts;
import io.github.tracequeue.pricing.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The recorded calls for a rehearsal of alarms. */
final class RecordingOptions {
  /** The seed of {@code tracequeue local}, so that both replay the same calls. */
  private static final long SEED = 20261123;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description =
          "Calls of the table in DynamoDB JSON: a file of an export to S3, or the output of 'aws"
              + " dynamodb scan'. Can be repeated.")
  private List<Path> exports = List.of();

  @Option(
      names = "--replay",
      paramLabel = "FILE.csv",
      description =
          "Recorded traffic with the columns TIMESTAMP,ContextTokens,GeneratedTokens, as in"
              + " 'tracequeue local'. Agents, models and latencies are simulated.")
  private @Nullable Path replay;

  @Option(
      names = "--agents",
      split = ",",
      paramLabel = "SLUG",
      defaultValue = "cto,sre,security,cost",
      description = "With --replay, the agents that make the calls (default: ${DEFAULT-VALUE}).")
  private List<String> agents = List.of();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "With --replay, the time of the last call, which determines its rate (default: now).")
  private @Nullable Instant until;

  @Option(
      names = "--overrides",
      paramLabel = "FILE",
      description = "With --replay, your own price file, which overrides the bundled prices.")
  private @Nullable Path overrides;

  private int withoutTime;

  /**
   * The calls, at least one.
   *
   * @throws UsageException if an option or a file is invalid; names it
   */
  List<RecordedCall> read(Clock clock) {
    if (exports.isEmpty() == (replay == null)) {
      throw new UsageException("exactly one of --export and --replay is required");
    }
    List<RecordedCall> calls = replay == null ? exported() : replayed(replay, clock);
    if (calls.isEmpty()) {
      throw new UsageException("--export: no calls in " + exports);
    }
    return calls;
  }

  /** A description of the calls. */
  String description() {
    return replay == null
        ? "The calls are from the table" + passedOver() + "."
        : "Agents and models are made up; " + LatencyModel.DESCRIPTION + ".";
  }

  private String passedOver() {
    return switch (withoutTime) {
      case 0 -> "";
      case 1 -> "; 1 was skipped because it has no time";
      default -> "; " + withoutTime + " were skipped because they have no time";
    };
  }

  private List<RecordedCall> exported() {
    List<RecordedCall> calls = new ArrayList<>();
    for (Path file : exports) {
      try {
        TableExport export = TableExport.read(file);
        calls.addAll(export.calls());
        withoutTime += export.withoutTime();
      } catch (NoSuchFileException e) {
        throw new UsageException("--export: " + file + ": no such file", e);
      } catch (IOException e) {
        throw new UsageException("--export: " + file + ": " + e.getMessage(), e);
      }
    }
    return calls;
  }

  private List<RecordedCall> replayed(Path file, Clock clock) {
    PriceBook prices = PriceFiles.book(overrides);
    TrafficRecording recording = TrafficRecording.read(file, Integer.MAX_VALUE);
    DemoTraffic traffic =
        new DemoTraffic(
            agents.stream().map(DemoAgent::of).toList(),
            new Random(SEED),
            new Random(SEED),
            recording.size());
    return recording
        .replay(traffic, until == null ? clock.instant() : until)
        .reports()
        .filter(CallReport.class::isInstance)
        .map(CallReport.class::cast)
        .map(call -> recorded(call, prices))
        .toList();
  }

  private static RecordedCall recorded(CallReport call, PriceBook prices) {
    Usage usage =
        Usage.of(
            call.provider(),
            call.model(),
            call.timestamp(),
            TokenCounts.of(call.inputTokens(), call.outputTokens()));
    return new RecordedCall(
        call.timestamp(),
        call.agent(),
        call.latencyMillis(),
        cost(prices, usage),
        call.errorType() != null,
        BigDecimal.ONE);
  }

  private static @Nullable BigDecimal cost(PriceBook prices, Usage usage) {
    return prices.price(usage) instanceof Cost.Priced priced ? priced.usd() : null;
  }
}
