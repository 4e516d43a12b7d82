// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.reconcile;

import io.github.tracequeue.cli.options.AgeConverter;
import io.github.tracequeue.cli.options.AwsOptions;
import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.reconcile.Reconciliation.Row;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceReader;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Compares the metrics with the table. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    description = {
      "Compare the calls, tokens and costs in the table with the metrics, by agent and hour, and"
          + " show the differences with their likely cause.",
      "The table is correct. Metrics do not contain events that a consumer stored before it was killed. The"
          + " last 5 minutes are excluded, because CloudWatch shows metrics with a delay. With sampling, the"
          + " table contains estimates, which are shown but not compared."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue reconcile --table team-activity --since 24h",
      "  tracequeue reconcile --table team-activity --since 7d --namespace Team --json"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:table and metrics agree",
      "1:table and metrics differ",
      "2:the command did not start or could not read all data; the message states the reason"
    })
public final class ReconcileCommand implements Callable<Integer> {
  /** The maximum delay until CloudWatch shows accepted metrics. */
  private static final Duration DELAY = Duration.ofMinutes(5);

  /** CloudWatch keeps hourly metrics longer, but the consumer does not send such old ones. */
  private static final Duration LONGEST = Duration.ofDays(400);

  private final InstantSource clock;

  @Mixin private TableAccess access = new TableAccess();

  @Option(
      names = "--since",
      paramLabel = "AGE",
      required = true,
      converter = AgeConverter.class,
      description =
          "Only calls of the last time span, for example 24h or 7d, starting at a full hour.")
  private Duration since = Duration.ZERO;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      defaultValue = "Tracequeue/prod",
      description = "The CloudWatch namespace of the metrics (default: ${DEFAULT-VALUE}).")
  private String namespace = "";

  @Option(names = "--all", description = "Also show agents and hours without a difference.")
  private boolean all;

  @Mixin private JsonOption format = new JsonOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Created by picocli. */
  ReconcileCommand() {
    this(Clock.systemUTC());
  }

  ReconcileCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (since.compareTo(DELAY) <= 0 || since.compareTo(LONGEST) > 0) {
      throw new UsageException("--since: must be more than 5m and at most 400d");
    }
    Instant until = clock.instant().minus(DELAY).truncatedTo(ChronoUnit.MINUTES);
    Instant from = clock.instant().minus(since).truncatedTo(ChronoUnit.HOURS);
    AwsOptions aws = access.aws();
    try (DynamoDbClient dynamoDb = aws.dynamoDb();
        CloudWatchClient cloudWatch = aws.cloudWatch()) {
      // The table is read first, so that calls that are stored meanwhile are only in the metrics.
      Map<AgentHour, Totals> table = table(dynamoDb, from, until);
      Metrics metrics = new Metrics(cloudWatch, namespace);
      if (metrics.haveNoTokens()) {
        throw new UsageException(
            "--namespace: "
                + namespace
                + " has costs and no tokens. The stack sends basic metrics, which cannot be compared:"
                + " set \"metrics\": {\"detail\": \"full\"} in tracequeue.json");
      }
      List<Row> rows =
          new Reconciliation(
                  metrics.totals(from, until),
                  metrics.counts("EventsDuplicate", from, until),
                  metrics.counts("EventsOutsideMetricWindow", from, until))
              .rows(table);
      print(new ReconcileReport(from, until, rows));
      return rows.stream().anyMatch(Row::isGap) ? ExitCode.SOFTWARE : ExitCode.OK;
    } catch (SdkException e) {
      throw access.refusal(e);
    }
  }

  private Map<AgentHour, Totals> table(DynamoDbClient dynamoDb, Instant from, Instant until) {
    Map<AgentHour, Totals> totals = new TreeMap<>();
    try (Stream<StoredTrace> calls =
        TraceReader.create(dynamoDb, access.table, access.shards(), clock).traces(from, until)) {
      calls.forEach(
          call ->
              totals.merge(
                  new AgentHour(call.agentSlug(), call.timestamp().truncatedTo(ChronoUnit.HOURS)),
                  Totals.of(call),
                  Totals::plus));
    }
    return totals;
  }

  private void print(ReconcileReport report) {
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(Json.line(report.json(access.table, namespace)));
    } else {
      report.lines(all).forEach(out::println);
    }
    out.flush();
  }
}
