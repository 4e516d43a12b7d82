// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.TimeConverter;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.store.limit.Budgets;
import io.github.tracequeue.watch.limit.ValueText;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
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

/** Replaces an agent's daily budget for some time. */
@Command(
    name = "override",
    mixinStandardHelpOptions = true,
    description = {
      "Replace an agent's daily budget for some time, without a deployment.",
      "Budget guards read it within 15 seconds. The watch function's limits do not change."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue limits override --table team-activity --agent cto --usd 50"
          + " --until 2026-12-01T18:00:00Z",
      "  tracequeue limits override --table team-activity --agent cto --end"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:the override is written", "2:wrong options, or the table cannot be reached"})
final class OverrideCommand implements Callable<Integer> {
  /** Change the settings for a longer time. */
  private static final Duration LONGEST = Duration.ofDays(31);

  @Mixin private TableAccess access = new TableAccess();

  @Option(names = "--agent", paramLabel = "SLUG", required = true, description = "The agent.")
  private String agent = "";

  @ArgGroup(multiplicity = "1")
  private Mode mode = new Mode();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Another limit, or the end of it. */
  private static final class Mode {
    @ArgGroup(exclusive = false)
    private @Nullable Limit limit;

    @Option(names = "--end", required = true, description = "End the override now.")
    private boolean end;
  }

  /** A limit and how long it holds. */
  private static final class Limit {
    @Option(
        names = "--usd",
        paramLabel = "USD",
        required = true,
        description = "The limit of the day, in US dollars.")
    private BigDecimal usd = BigDecimal.ZERO;

    @Option(
        names = "--until",
        paramLabel = "TIME",
        required = true,
        converter = TimeConverter.class,
        description = "The end of the override: a day or a time in UTC, at most 31 days ahead.")
    private Instant until = Instant.EPOCH;
  }

  @Override
  public Integer call() {
    Limit limit = mode.limit;
    if (limit != null) {
      check(limit, InstantSource.system().instant());
    }
    PrintWriter out = spec.commandLine().getOut();
    try (DynamoDbClient dynamoDb = access.aws().dynamoDb()) {
      Budgets budgets = Budgets.create(dynamoDb, access.table);
      if (mode.end || limit == null) {
        budgets.endOverride(agent);
        out.println("The budget of " + Printable.line(agent) + " applies again.");
      } else {
        budgets.override(agent, limit.usd, limit.until);
        out.println(
            Printable.line(agent)
                + " may spend "
                + ValueText.usd(limit.usd)
                + " a day until "
                + ValueText.time(limit.until)
                + ".");
      }
      out.flush();
      return ExitCode.OK;
    } catch (SdkException e) {
      throw access.refusal(e);
    }
  }

  private static void check(Limit limit, Instant now) {
    if (limit.usd.signum() < 0) {
      throw new UsageException("--usd: " + limit.usd.toPlainString() + " is below 0");
    }
    if (!limit.until.isAfter(now) || limit.until.isAfter(now.plus(LONGEST))) {
      throw new UsageException(
          "--until: " + limit.until + " must be in the future, at most 31 days ahead");
    }
  }
}
