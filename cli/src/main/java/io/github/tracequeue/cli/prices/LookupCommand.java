// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.PriceFiles;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.pricing.Cost;
import io.github.tracequeue.pricing.Explanation;
import io.github.tracequeue.pricing.Usage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the cost of a call, its rate and the calculation. */
@Command(
    name = "lookup",
    mixinStandardHelpOptions = true,
    description = "Show the rate of a call, and the calculation of its cost.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue prices lookup --model claude-opus-5",
      "  tracequeue prices lookup --model gpt-6-luna --input 10000 --cache-read 4000 --output 500"
          + " --service-tier flex"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the call has a price",
      "1:the call has no price; the reason is shown",
      "2:an option or a file is invalid; the message names it"
    })
final class LookupCommand implements Callable<Integer> {
  @Mixin private UsageOptions call = new UsageOptions();

  @Option(
      names = "--overrides",
      paramLabel = "FILE",
      description = "Your own price file, which overrides the bundled prices.")
  private @Nullable Path overrides;

  @Mixin private JsonOption format = new JsonOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Usage usage = call.usage(Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
    Explanation explanation = PriceFiles.book(overrides).explain(usage);
    LookupAnswer answer = new LookupAnswer(usage, call.hasTokens(), explanation);
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(Json.line(answer.json()));
    } else {
      answer.lines().forEach(out::println);
    }
    out.flush();
    return explanation.cost() instanceof Cost.Priced ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
