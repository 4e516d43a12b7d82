// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import io.github.tracequeue.watch.limit.Limit;
import io.github.tracequeue.watch.limit.LimitSettings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what the limits of a file are. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check a file's limits, and list those of each agent.",
    footerHeading = "%nExample:%n",
    footer = "  tracequeue limits check --config infra-cdk/tracequeue.json",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:the limits are valid", "2:they are not; the message says where and how"})
final class CheckCommand implements Callable<Integer> {
  @Mixin private LimitsFile file = new LimitsFile();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    LimitSettings settings = file.read();
    PrintWriter out = spec.commandLine().getOut();
    print(out, "all agents together", settings.ofAllAgents());
    for (String agent : settings.listedAgents()) {
      print(out, agent, settings.of(agent));
    }
    // No slug is empty: these are the limits of an agent that is not listed.
    print(out, "any other agent", settings.of(""));
    out.flush();
    return ExitCode.OK;
  }

  private static void print(PrintWriter out, String whose, List<Limit> limits) {
    out.println(whose);
    for (Limit limit : limits) {
      out.printf(Locale.ROOT, "  %-15s %s%n", limit.kind().id(), limit.rule());
    }
  }
}
