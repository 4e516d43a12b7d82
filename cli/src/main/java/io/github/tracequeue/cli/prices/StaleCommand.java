// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.PriceFiles;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.pricing.PriceStatus;
import io.github.tracequeue.pricing.Rate;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the rates that should be compared with their source. */
@Command(
    name = "stale",
    mixinStandardHelpOptions = true,
    description =
        "List the current and future rates to review: last checked too long"
            + " ago or never, unverified, or announced and started without a confirmation.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:there are none", "1:there are some", "2:an option or a file is invalid"})
final class StaleCommand implements Callable<Integer> {
  @Option(
      names = "--on",
      paramLabel = "DATE",
      description = "The reference date (default: today, in UTC).")
  private @Nullable LocalDate on;

  @Option(
      names = "--max-age",
      paramLabel = "DAYS",
      description = "Maximum age of a check in days (default: ${DEFAULT-VALUE}).",
      defaultValue = "60")
  private int maxAgeDays;

  @Option(
      names = "--overrides",
      paramLabel = "FILE",
      description = "Your own price file, which overrides the bundled prices.")
  private @Nullable Path overrides;

  @Mixin private JsonOption format = new JsonOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (maxAgeDays < 0) {
      throw new UsageException("--max-age: " + maxAgeDays + " is less than 0");
    }
    LocalDate day = on == null ? LocalDate.now(Clock.systemUTC()) : on;
    List<Rate> rows = PriceFiles.book(overrides).staleOn(day, Period.ofDays(maxAgeDays));
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(Json.line(json(day, rows)));
    } else {
      for (Rate rate : rows) {
        out.println(rate.id() + ": " + String.join("; ", reasons(rate, day)));
        out.println("    " + rate.evidence().source());
      }
      out.printf(Locale.ROOT, "%d rates to review on %s%n", rows.size(), day);
    }
    out.flush();
    return rows.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private ObjectNode json(LocalDate day, List<Rate> rows) {
    ObjectNode report = Json.object().put("on", day.toString()).put("max_age_days", maxAgeDays);
    ArrayNode list = report.putArray("rows");
    for (Rate rate : rows) {
      ObjectNode entry = RateRows.json(rate);
      reasons(rate, day).forEach(entry.putArray("reasons")::add);
      list.add(entry);
    }
    return report;
  }

  /** The reasons why the rate is in the list. */
  private List<String> reasons(Rate rate, LocalDate day) {
    List<String> reasons = new ArrayList<>();
    LocalDate checked = rate.evidence().checked();
    if (checked == null) {
      reasons.add("never checked");
    } else if (checked.plusDays(maxAgeDays).isBefore(day)) {
      reasons.add("checked " + ChronoUnit.DAYS.between(checked, day) + " days ago, on " + checked);
    }
    if (rate.evidence().status() == PriceStatus.UNVERIFIED) {
      reasons.add("unverified");
    } else if (rate.evidence().status() == PriceStatus.ANNOUNCED
        && (rate.terms().from() == null
            || !rate.terms().from().isAfter(day.atStartOfDay(ZoneOffset.UTC).toInstant()))) {
      reasons.add("announced and started, not confirmed");
    }
    return reasons;
  }
}
