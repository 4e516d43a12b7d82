// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.PriceFiles;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.pricing.InvalidPriceFileException;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.PriceFileProblem;
import io.github.tracequeue.pricing.PriceReview;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks an override file, and lists the rates that it replaces. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Check your own price file, which overrides the bundled prices.",
      "Warnings name the bundled rows that it replaces, and periods without a rate."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the file is valid, possibly with warnings",
      "1:the file is invalid; each error is on its own line",
      "2:the file cannot be read"
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "The price file; see docs/pricing.md for the format.")
  private Path file = Path.of("");

  @Mixin private JsonOption format = new JsonOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<PriceFileProblem> problems = problems();
    List<String> warnings = problems.isEmpty() ? warnings() : List.of();
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(Json.line(json(problems, warnings)));
    } else if (problems.isEmpty()) {
      warnings.forEach(warning -> out.println(file + ": warning: " + warning));
      out.println(file + (warnings.isEmpty() ? ": valid" : ": valid, with warnings"));
    } else {
      problems.forEach(problem -> out.println(PriceFiles.located(file, problem)));
    }
    out.flush();
    return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<PriceFileProblem> problems() {
    try {
      PriceFiles.checked(file);
      return List.of();
    } catch (InvalidPriceFileException e) {
      return e.problems();
    }
  }

  private List<String> warnings() {
    try (Reader reader = Files.newBufferedReader(file)) {
      return PriceReview.of(PriceBook.bundled(), reader);
    } catch (IOException e) {
      throw new UsageException(file + ": cannot be read: " + e, e);
    }
  }

  private ObjectNode json(List<PriceFileProblem> problems, List<String> warnings) {
    ObjectNode report = Json.object().put("file", file.toString());
    ArrayNode list = report.putArray("problems");
    for (PriceFileProblem problem : problems) {
      list.addObject()
          .put("line", problem.line())
          .put("row", problem.row())
          .put("column", problem.column())
          .put("message", problem.message());
    }
    warnings.forEach(report.putArray("warnings")::add);
    return report;
  }
}
