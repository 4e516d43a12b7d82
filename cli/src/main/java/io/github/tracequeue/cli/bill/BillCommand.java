// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.bill;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.bill.Bill;
import io.github.tracequeue.bill.Deployment;
import io.github.tracequeue.bill.PriceFact;
import io.github.tracequeue.bill.PriceFacts;
import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.TemplateFiles;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Json;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Estimates the monthly cost on AWS. */
@Command(
    name = "bill",
    mixinStandardHelpOptions = true,
    description = {
      "Estimate the monthly cost on AWS for each service, at list prices minus the free tier."
          + " The cost of the models is not included.",
      "docs/cost.md lists the assumptions. With --json, each price has its source and date."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue bill --events-per-day 100 --agents 4",
      "  tracequeue bill --events-per-day 10000000 --agents 50",
      "  tracequeue bill --events-per-day 1000 --agents 4 --template infra-cdk/target/cdk.out"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:success", "2:an option or a file is invalid; the message names it"})
public final class BillCommand implements Callable<Integer> {
  @Option(
      names = "--events-per-day",
      required = true,
      paramLabel = "N",
      description =
          "Calls and runs a day, spread evenly: the most expensive way, for batches stay small and metrics have data in each hour.")
  private long eventsPerDay;

  @Option(
      names = "--agents",
      required = true,
      paramLabel = "N",
      description = "Agents that send, listed in the configuration or not.")
  private int agents;

  @Option(
      names = "--events-per-message",
      paramLabel = "N",
      description =
          "Events that the client packs into one message (default: as many as one process for each"
              + " agent gathers in a second).")
  private @Nullable Integer eventsPerMessage;

  @Mixin private JsonOption format = new JsonOption();

  @Mixin private TemplateFiles templates = new TemplateFiles();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Bill bill = Bill.estimate(workload(), deployment(), PriceFacts.load());
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(Json.line(json(bill)));
    } else {
      out.print(bill.toText());
    }
    out.flush();
    return ExitCode.OK;
  }

  private io.github.tracequeue.bill.Workload workload() {
    check("--events-per-day", eventsPerDay, 0, 1_000_000_000_000L);
    check("--agents", agents, 0, 100_000);
    if (eventsPerMessage == null) {
      return io.github.tracequeue.bill.Workload.of(eventsPerDay, agents);
    }
    check("--events-per-message", eventsPerMessage, 1, 10_000);
    return new io.github.tracequeue.bill.Workload(eventsPerDay, agents, eventsPerMessage);
  }

  private static void check(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new UsageException(
          String.format(Locale.ROOT, "%s: %d is not from %d to %d", option, value, least, most));
    }
  }

  private Deployment deployment() {
    if (templates.path == null) {
      return Deployment.example();
    }
    try {
      return Deployment.read(templates.read());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--template: " + templates.path + ": " + e.getMessage(), e);
    }
  }

  private static ObjectNode json(Bill bill) {
    ObjectNode object = Json.object();
    object.put("region", bill.region());
    object.put("events_per_day", bill.workload().eventsPerDay());
    object.put("agents", bill.workload().agents());
    object.put("events_per_message", bill.workload().eventsPerMessage());
    ArrayNode lines = object.putArray("lines");
    for (Bill.Line line : bill.lines()) {
      PriceFact price = line.price();
      lines
          .addObject()
          .put("id", price.id())
          .put("service", price.service())
          .put("quantity", line.quantity())
          .put("unit", price.unit())
          .put("price_usd", price.usd())
          .put("price_per", price.per())
          .put("free", price.free())
          .put("list_usd", line.listUsd())
          .put("usd", line.usd())
          .put("as_of", price.asOf())
          .put("confirmed", price.confirmed())
          .put("source", price.source());
    }
    object.put("list_total_usd", bill.listTotal());
    object.put("total_usd", bill.total());
    return object;
  }
}
