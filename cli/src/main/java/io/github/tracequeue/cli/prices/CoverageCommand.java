// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import static io.github.tracequeue.cli.output.ReportTable.Column.number;
import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.options.AwsOptions;
import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.PriceFiles;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.PriceCoverage;
import io.github.tracequeue.pricing.lists.PriceListFormat;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.TraceReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Shows which models of a public list, or of a table's calls, have a rate. */
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    description = {
      "Show which models of a public price list, or of a table's last 30 days, have a price.",
      "In a list, models that are priced by the token and not retired count. A price agrees"
          + " if input, output and cached input are the same in the list."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all models have a price",
      "1:some models have no price",
      "2:an option, a file or the table is invalid"
    })
final class CoverageCommand implements Callable<Integer> {
  private static final Duration TABLE_TIME = Duration.ofDays(30);

  @Parameters(
      arity = "0..1",
      paramLabel = "LIST",
      description = "A price list in a format of \"prices import\".")
  private @Nullable Path list;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "The table's name or ARN: the stack's output TableName.")
  private @Nullable String table;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "1",
      description = "The consumer's TRACEQUEUE_SHARDS (default: ${DEFAULT-VALUE}).")
  private int shards = 1;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Option(
      names = "--overrides",
      paramLabel = "FILE",
      description = "Your own price file, which overrides the bundled prices.")
  private @Nullable Path overrides;

  @Mixin private JsonOption format = new JsonOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if ((list == null) == (table == null)) {
      throw new UsageException("exactly one of a price list and --table is required");
    }
    Instant now = Clock.systemUTC().instant();
    PriceBook book = PriceFiles.book(overrides);
    PriceCoverage coverage = list == null ? ofTable(book, now) : ofList(book, list, now);
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(Json.line(json(coverage)));
    } else {
      show(out, coverage);
    }
    out.flush();
    return coverage.unpriced().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static PriceCoverage ofList(PriceBook book, Path list, Instant now) {
    try {
      return PriceCoverage.of(book, PriceListFormat.readAny(list), now);
    } catch (IOException e) {
      throw new UsageException(list + ": cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(list + ": " + e.getMessage(), e);
    }
  }

  private PriceCoverage ofTable(PriceBook book, Instant now) {
    try (DynamoDbClient dynamoDb = aws.dynamoDb()) {
      UsedModels models = new UsedModels(book);
      TraceReader.create(dynamoDb, String.valueOf(table), new Shards(shards), Clock.systemUTC())
          .traces(now.minus(TABLE_TIME), now)
          .forEach(models::add);
      return models.coverage();
    } catch (SdkException e) {
      throw aws.refusal(e);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--shards: " + e.getMessage(), e);
    }
  }

  private static void show(PrintWriter out, PriceCoverage coverage) {
    ReportTable report =
        new ReportTable(
            text("provider"),
            number("models"),
            number("priced"),
            number("share"),
            number("agreeing"),
            number("explained"));
    coverage.byProvider().forEach((provider, share) -> report.row(cells(provider, share)));
    report.row(cells("all", coverage.total()));
    report.lines().forEach(out::println);
    for (PriceCoverage.Unpriced model : coverage.unpriced()) {
      out.println(
          "no price: "
              + model.provider()
              + " "
              + Printable.line(model.model())
              + ", "
              + model.reason());
    }
    for (PriceCoverage.Differing model : coverage.differing()) {
      out.println(
          "differs: "
              + model.provider()
              + " "
              + Printable.line(model.model())
              + ", "
              + model.difference()
              + (model.explained() ? ", explained" : "")
              + " ("
              + model.rate().label()
              + ")");
    }
  }

  private static String[] cells(String provider, PriceCoverage.Share share) {
    return new String[] {
      Printable.line(provider),
      String.format(Locale.ROOT, "%,d", share.models()),
      String.format(Locale.ROOT, "%,d", share.priced()),
      part(share.priced(), share.models()).movePointRight(2).setScale(1).toPlainString() + " %",
      String.format(Locale.ROOT, "%,d", share.agreeing()),
      String.format(Locale.ROOT, "%,d", share.explained())
    };
  }

  private static BigDecimal part(int some, int all) {
    return all == 0
        ? BigDecimal.ONE.setScale(3)
        : new BigDecimal(some).divide(new BigDecimal(all), 3, RoundingMode.DOWN);
  }

  private static ObjectNode json(PriceCoverage coverage) {
    ObjectNode json = Json.object();
    put(json, coverage.total());
    ObjectNode providers = json.putObject("providers");
    coverage.byProvider().forEach((provider, share) -> put(providers.putObject(provider), share));
    ArrayNode unpriced = json.putArray("unpriced");
    for (PriceCoverage.Unpriced model : coverage.unpriced()) {
      unpriced
          .addObject()
          .put("provider", model.provider())
          .put("model", model.model())
          .put("reason", model.reason());
    }
    ArrayNode differing = json.putArray("differing");
    for (PriceCoverage.Differing model : coverage.differing()) {
      differing
          .addObject()
          .put("provider", model.provider())
          .put("model", model.model())
          .put("difference", model.difference())
          .put("row", model.rate().label())
          .put("explained", model.explained())
          .put("source", model.rate().evidence().source());
    }
    return json;
  }

  private static void put(ObjectNode json, PriceCoverage.Share share) {
    json.put("models", share.models())
        .put("priced", share.priced())
        .put("priced_share", part(share.priced(), share.models()))
        .put("agreeing", share.agreeing())
        .put("agreeing_share", part(share.agreeing(), share.priced()))
        .put("explained", share.explained());
  }
}
