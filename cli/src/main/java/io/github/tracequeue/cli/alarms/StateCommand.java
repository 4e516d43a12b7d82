// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.alarms;

import io.github.tracequeue.cli.options.AwsOptions;
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
      throw AwsOptions.refusal(e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (states.isEmpty()) {
      out.println("No alarm name begins with " + prefix);
      return ExitCode.SOFTWARE;
    }
    ReportTable table = new ReportTable().row("alarm", "state", "since");
    states.forEach(
        alarm ->
            table.row(
                Printable.line(alarm.name()),
                alarm.state().name(),
                alarm.since() == null ? "-" : alarm.since().toString()));
    table.lines().forEach(out::println);
    out.flush();
    return states.get(0).state() == ListedAlarm.State.ALARM ? ExitCode.SOFTWARE : ExitCode.OK;
  }
}
