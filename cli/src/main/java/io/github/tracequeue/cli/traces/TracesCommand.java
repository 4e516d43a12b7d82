// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.query.AlarmSource;
import io.github.tracequeue.query.ApiRequest;
import io.github.tracequeue.query.ApiResponse;
import io.github.tracequeue.query.QueryApi;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Prints the calls of a table, for people and scripts. */
@Command(
    name = "traces",
    mixinStandardHelpOptions = true,
    description = "Print the calls of a table, newest first, as in the viewer.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue traces --table team-activity --agent cto --status error --since 24h",
      "  tracequeue traces --table team-activity --since 30d --limit 100000 --format csv > calls.csv"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:success, even if no call matches",
      "1:the table could not be read completely; the message states the reason",
      "2:an option is invalid; the message names it"
    })
public final class TracesCommand implements Callable<Integer> {
  private static final int BAD_REQUEST = 400;

  private enum Format {
    TABLE,
    JSON,
    CSV,
    NDJSON
  }

  private final OutputStream stdout;

  @Mixin private TableAccess access = new TableAccess();

  @Option(names = "--agent", paramLabel = "SLUG", description = "Only calls of this agent.")
  private @Nullable String agent;

  @Option(names = "--model", paramLabel = "M", description = "Only calls of this model.")
  private @Nullable String model;

  @Option(names = "--status", paramLabel = "ok|error", description = "Only calls with this status.")
  private @Nullable String status;

  @Option(names = "--run", paramLabel = "ID", description = "Only calls of this run.")
  private @Nullable String run;

  @Option(
      names = "--since",
      paramLabel = "AGE",
      description = "Only calls of the last time span, for example 90s, 15m, 24h or 30d.")
  private @Nullable String since;

  @Option(names = "--from", paramLabel = "TIME", description = "Only calls from this UTC time on.")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "TIME", description = "Only calls before this UTC time.")
  private @Nullable String until;

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
          "Maximum number of calls (default: ${DEFAULT-VALUE}); more than 1000 only with CSV or NDJSON.")
  private int limit = 50;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Created by picocli. */
  TracesCommand() {
    this(new PipedOutput(System.out));
  }

  TracesCommand(OutputStream stdout) {
    this.stdout = stdout;
  }

  @Override
  public Integer call() throws IOException {
    try (DynamoDbClient dynamoDb = access.aws().dynamoDb()) {
      QueryApi api = QueryApi.create(dynamoDb, access.table, access.shards(), AlarmSource.NONE);
      ApiResponse response = api.handle(request());
      if (response.status() != 200) {
        JsonNode problem = new ObjectMapper().readTree(response.body());
        String detail = problem.path("detail").asText();
        if (response.status() == BAD_REQUEST) {
          throw new UsageException(detail);
        }
        spec.commandLine().getErr().println("tracequeue: table " + access.table + ": " + detail);
        return ExitCode.SOFTWARE;
      }
      print(response);
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
              "tracequeue: table " + access.table + ": incomplete list: AWS: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private ApiRequest request() {
    boolean file = format == Format.CSV || format == Format.NDJSON;
    StringBuilder query = new StringBuilder("limit=").append(limit);
    add(query, "agent", agent);
    add(query, "model", model);
    add(query, "status", status);
    add(query, "run_id", run);
    add(query, "since", since);
    add(query, "from", from);
    add(query, "until", until);
    add(query, "min_cost_usd", minCost);
    add(query, "min_latency_ms", minLatency);
    add(query, "prompt_hash", promptHash);
    tags.forEach(tag -> add(query, "tag", tag));
    if (file) {
      add(query, "format", format == Format.CSV ? "csv" : "ndjson");
    }
    return ApiRequest.get(file ? "/export" : "/traces", query.toString());
  }

  private void print(ApiResponse response) throws IOException {
    if (format == Format.TABLE) {
      PrintWriter out = spec.commandLine().getOut();
      CallTable.lines(new ObjectMapper().readTree(response.body())).forEach(out::println);
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

  private static void add(StringBuilder query, String name, @Nullable String value) {
    if (value != null) {
      query.append('&').append(name).append('=');
      query.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
