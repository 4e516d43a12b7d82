// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.PriceFiles;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.pricing.Rate;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the rates of the price book. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "List the rates of the price book, in US dollars per million tokens.",
      "A dash means an unknown price, which is not 0, or an open end."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:there are matching rates",
      "1:there are none",
      "2:an option or a file is invalid"
    })
final class ListCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      paramLabel = "PATTERN",
      description =
          "Only rates whose id, model or alias contains this text; * matches any characters. Case is"
              + " ignored.",
      defaultValue = "*")
  private String model = "*";

  @Option(
      names = "--overrides",
      paramLabel = "FILE",
      description = "Your own price file, which overrides the bundled prices.")
  private @Nullable Path overrides;

  @Mixin private JsonOption format = new JsonOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Pattern pattern = pattern(model);
    List<Rate> rates =
        PriceFiles.book(overrides).rates().stream().filter(rate -> matches(rate, pattern)).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      ObjectNode report = Json.object();
      ArrayNode list = report.putArray("rows");
      rates.forEach(rate -> list.add(RateRows.json(rate)));
      out.println(Json.line(report));
    } else if (rates.isEmpty()) {
      out.println("No rate has '" + model + "' in its id, model or aliases.");
    } else {
      RateRows.table(rates).lines().forEach(out::println);
    }
    out.flush();
    return rates.isEmpty() ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(
        Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
        Pattern.CASE_INSENSITIVE);
  }

  private static boolean matches(Rate rate, Pattern pattern) {
    return Stream.concat(
            Stream.of(rate.id(), rate.subject().model()), rate.subject().aliases().stream())
        .anyMatch(name -> pattern.matcher(name).find());
  }
}
