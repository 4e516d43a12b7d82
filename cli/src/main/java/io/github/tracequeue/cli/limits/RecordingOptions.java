// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import io.github.tracequeue.cli.options.AwsOptions;
import io.github.tracequeue.cli.options.PriceFiles;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.TimeConverter;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.traffic.CallReport;
import io.github.tracequeue.cli.traffic.DemoAgent;
import io.github.tracequeue.cli.traffic.DemoTraffic;
import io.github.tracequeue.cli.traffic.LatencyModel;
import io.github.tracequeue.cli.traffic.TrafficRecording;
import io.github.tracequeue.consumer.CallPricing;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import io.github.tracequeue.store.TraceReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The recorded calls that limits are rehearsed on. */
final class RecordingOptions {
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
      names = "--table",
      paramLabel = "NAME",
      description = "The calls of a table: reads all of those of --days.")
  private @Nullable String table;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "With --table, how many days back (default: ${DEFAULT-VALUE}).")
  private int days = 30;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "${env:TRACEQUEUE_SHARDS:-1}",
      description = "With --table, the consumer's TRACEQUEUE_SHARDS (default: ${DEFAULT-VALUE}).")
  private int shards = 1;

  @Mixin private AwsOptions aws = new AwsOptions();

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
  List<StoredTrace> read(Clock clock) {
    int sources = (exports.isEmpty() ? 0 : 1) + (replay == null ? 0 : 1) + (table == null ? 0 : 1);
    if (sources != 1) {
      throw new UsageException("one of --export, --replay and --table is required");
    }
    List<StoredTrace> calls = calls(clock);
    if (calls.isEmpty()) {
      throw new UsageException("there are no calls to rehearse with");
    }
    return calls;
  }

  private List<StoredTrace> calls(Clock clock) {
    if (replay != null) {
      return replayed(replay, clock);
    }
    return table == null ? exported() : stored(table, clock);
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

  private List<StoredTrace> exported() {
    List<StoredTrace> calls = new ArrayList<>();
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

  private List<StoredTrace> stored(String name, Clock clock) {
    List<StoredTrace> calls = new ArrayList<>();
    Instant now = clock.instant();
    Shards partitions = TableAccess.shards(shards);
    try (DynamoDbClient dynamoDb = aws.dynamoDb()) {
      TraceReader.create(dynamoDb, name, partitions, clock)
          .forEach(now.minus(Duration.ofDays(days)), now, calls::add);
      return calls;
    } catch (SdkException e) {
      throw aws.refusal(e);
    }
  }

  private List<StoredTrace> replayed(Path file, Clock clock) {
    CallPricing pricing = new CallPricing(PriceFiles.book(overrides));
    TrafficRecording recording = TrafficRecording.read(file, Integer.MAX_VALUE);
    DemoTraffic traffic =
        new DemoTraffic(
            agents.stream().map(DemoAgent::of).toList(),
            new Random(DemoTraffic.SEED),
            new Random(DemoTraffic.SEED),
            recording.size());
    return recording
        .replay(traffic, until == null ? clock.instant() : until)
        .reports()
        .filter(CallReport.class::isInstance)
        .map(CallReport.class::cast)
        .map(call -> recorded(call, pricing))
        .toList();
  }

  private static StoredTrace recorded(CallReport report, CallPricing pricing) {
    Call call =
        new Call(
            report.provider(),
            report.model(),
            null,
            report.latencyMillis(),
            null,
            report.errorType() != null,
            report.errorType(),
            null,
            null,
            false,
            null);
    Tokens tokens = new Tokens(report.inputTokens(), report.outputTokens(), 0, 0, 0, 0, true);
    return new StoredTrace(
        UUID.randomUUID().toString(),
        report.timestamp(),
        report.agent(),
        call,
        tokens,
        pricing.byTheBook(report.timestamp(), call, tokens),
        new TraceLinks(report.runId(), null, null, null, null),
        new Content(null, null, null, false, Map.of()),
        1);
  }
}
