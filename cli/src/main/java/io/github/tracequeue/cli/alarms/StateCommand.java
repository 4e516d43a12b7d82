// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.alarms;

import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.options.AwsOptions;
import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.cli.output.ReportTable;
import io.github.tracequeue.query.ListedAlarm;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** Lists the states of the deployed alarms. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    description = {
      "List the states of the deployed alarms, firing alarms first. Needs"
          + " cloudwatch:DescribeAlarms."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no alarm is firing",
      "1:an alarm is firing, or no alarm name has the prefix",
      "2:the states could not be read, because of an option, the credentials or the connection"
    })
final class StateCommand implements Callable<Integer> {
  @Option(
      names = "--name",
      paramLabel = "PREFIX",
      defaultValue = "Tracequeue-",
      description = "The prefix of the alarms' names (default: ${DEFAULT-VALUE}).")
  private String prefix = "";

  @Mixin private JsonOption format = new JsonOption();
  @Mixin private AwsOptions aws = new AwsOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<ListedAlarm> states;
    try (CloudWatchClient cloudWatch = aws.cloudWatch()) {
      states =
          new DeployedAlarms(cloudWatch, prefix, System::nanoTime, warning -> {})
              .ask().stream()
                  .sorted(Comparator.comparing(ListedAlarm::state).thenComparing(ListedAlarm::name))
                  .toList();
    } catch (SdkException e) {
      throw aws.refusal(e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(Json.line(toJson(states)));
    } else if (states.isEmpty()) {
      out.println(
          "No alarm name begins with "
              + prefix
              + ". A local stack has no alarms. 'tracequeue limits state' lists the limits of agents.");
    } else {
      print(out, states);
    }
    out.flush();
    boolean quiet = !states.isEmpty() && states.get(0).state() != ListedAlarm.State.ALARM;
    return quiet ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static void print(PrintWriter out, List<ListedAlarm> states) {
    ReportTable table = new ReportTable(text("alarm"), text("state"), text("since"));
    states.forEach(
        alarm ->
            table.row(
                Printable.line(alarm.name()),
                alarm.state().name(),
                alarm.since() == null ? "-" : alarm.since().toString()));
    table.lines().forEach(out::println);
  }

  private static ObjectNode toJson(List<ListedAlarm> states) {
    ObjectNode object = Json.object();
    ArrayNode alarms = object.putArray("alarms");
    for (ListedAlarm alarm : states) {
      alarms
          .addObject()
          .put("name", alarm.name())
          .put("state", alarm.state().name())
          .put("since", alarm.since() == null ? null : alarm.since().toString())
          .put("reason", alarm.reason())
          .put("description", alarm.description());
    }
    return object;
  }
}
