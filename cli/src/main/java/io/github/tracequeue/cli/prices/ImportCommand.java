// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.pricing.ImportReport;
import io.github.tracequeue.pricing.InvalidPriceFileException;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.PriceImport;
import io.github.tracequeue.pricing.PriceList;
import io.github.tracequeue.pricing.PriceSheet;
import io.github.tracequeue.pricing.lists.PriceListFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports a public price list into a price file. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Update a price file from a public price list, and show the changes.",
      "Rows written by hand do not change. A changed price starts on the list's own date, else on --as-of;"
          + " earlier calls keep their price. The file gets only prices that differ from the bundled ones,"
          + " unless --alone is set."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue prices import model_prices_and_context_window.json --into prices.csv --dry-run",
      "  tracequeue prices import data.json --from genai-prices --into prices.csv"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the file is up to date (with --dry-run: would be)",
      "1:the file is up to date, and some prices need a review: they are unverified, or contradict a row written by hand",
      "2:an option or a file is invalid"
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "LIST", description = "The price list: a JSON file.")
  private Path list = Path.of("");

  @Option(
      names = "--into",
      paramLabel = "FILE",
      defaultValue = "prices.csv",
      description =
          "The price file to update or create; in a folder, one file for each provider"
              + " (default: ${DEFAULT-VALUE}).")
  private Path into = Path.of("prices.csv");

  @Option(
      names = "--from",
      paramLabel = "NAME",
      description = "litellm or genai-prices (default: detected from the list).")
  private @Nullable String from;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "The date of the list (default: today, in UTC).")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--alone",
      description = "Write all prices, for a file that is used without the bundled prices.")
  private boolean alone;

  @Option(names = "--dry-run", description = "Show what would change and write nothing.")
  private boolean dryRun;

  @Mixin private JsonOption format = new JsonOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    LocalDate day = asOf == null ? LocalDate.now(Clock.systemUTC()) : asOf;
    boolean folder = Files.isDirectory(into);
    PriceBook below = alone || folder ? null : PriceBook.bundled();
    PriceImport.Result result = PriceImport.run(sheet(), below, list(), day);
    if (!dryRun) {
      write(result.sheet(), folder);
    }
    show(result.report());
    boolean needsALook =
        result.report().entries().stream().anyMatch(ImportReport.Entry::unverified);
    return needsALook ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private PriceList list() {
    try {
      for (PriceListFormat format : PriceListFormat.values()) {
        if (format.shortName().equals(from)) {
          return format.read(list);
        }
      }
      if (from != null) {
        throw new UsageException("--from: '" + from + "' is neither litellm nor genai-prices");
      }
      return PriceListFormat.readAny(list);
    } catch (NoSuchFileException e) {
      throw new UsageException(list + ": cannot be read: no such file", e);
    } catch (IOException e) {
      throw new UsageException(list + ": cannot be read: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(list + ": " + e.getMessage(), e);
    }
  }

  private PriceSheet sheet() {
    try {
      if (!Files.isDirectory(into)) {
        return Files.exists(into) ? read(into) : PriceSheet.empty();
      }
      try (Stream<Path> files = Files.list(into)) {
        List<PriceSheet> sheets = new ArrayList<>();
        for (Path file : files.filter(path -> path.toString().endsWith(".csv")).sorted().toList()) {
          sheets.add(read(file));
        }
        return PriceSheet.join(sheets);
      }
    } catch (IOException e) {
      throw new UsageException(into + ": cannot be read: " + e, e);
    }
  }

  private static PriceSheet read(Path file) throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      return PriceSheet.read(reader);
    } catch (InvalidPriceFileException e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }

  private void write(PriceSheet sheet, boolean folder) {
    try {
      if (folder) {
        for (Map.Entry<String, PriceSheet> seller : sheet.byProvider().entrySet()) {
          Files.writeString(into.resolve(seller.getKey() + ".csv"), seller.getValue().text());
        }
      } else {
        Files.writeString(into, sheet.text());
      }
    } catch (IOException e) {
      throw new UsageException(into + ": cannot be written: " + e, e);
    }
  }

  private void show(ImportReport report) {
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(Json.line(json(report)));
    } else {
      for (ImportReport.Kind kind : ImportReport.Kind.values()) {
        show(out, kind, report.of(kind));
      }
      out.printf(Locale.ROOT, "%,d prices did not change%n", report.unchanged());
      out.println(dryRun ? "nothing was written" : "written to " + into);
    }
    out.flush();
  }

  private static void show(
      PrintWriter out, ImportReport.Kind kind, List<ImportReport.Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    out.printf(Locale.ROOT, "%s: %,d%n", name(kind), entries.size());
    if (kind == ImportReport.Kind.REFUSED) {
      Map<String, Integer> reasons = new TreeMap<>();
      entries.forEach(entry -> reasons.merge(entry.detail(), 1, Integer::sum));
      reasons.forEach((reason, count) -> out.printf(Locale.ROOT, "  %,d: %s%n", count, reason));
      return;
    }
    for (ImportReport.Entry entry : entries) {
      out.println(
          "  "
              + entry.provider()
              + " "
              + entry.model()
              + "  "
              + entry.detail()
              + (entry.unverified() ? "  LOOK" : ""));
    }
  }

  private static String name(ImportReport.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private ObjectNode json(ImportReport report) {
    ObjectNode json = Json.object().put("into", into.toString()).put("written", !dryRun);
    json.put("unchanged", report.unchanged());
    for (ImportReport.Kind kind : ImportReport.Kind.values()) {
      ArrayNode entries = json.putArray(name(kind));
      for (ImportReport.Entry entry : report.of(kind)) {
        entries
            .addObject()
            .put("provider", entry.provider())
            .put("model", entry.model())
            .put("detail", entry.detail())
            .put("unverified", entry.unverified());
      }
    }
    return json;
  }
}
