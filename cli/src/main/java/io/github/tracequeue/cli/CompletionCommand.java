// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script for the shell, which completes commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Print a script that completes commands and options, for bash and zsh.",
    footerHeading = "%nExample:%n",
    footer = {
      "  bin/tracequeue completion > ~/.tracequeue-completion",
      "  source ~/.tracequeue-completion    # also in ~/.bashrc or ~/.zshrc"
    })
final class CompletionCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Locale before = Locale.getDefault();
    // The generator formats array indexes in the default locale, which can have digits of its own.
    Locale.setDefault(Locale.ROOT);
    try {
      out.print(AutoComplete.bash("tracequeue", spec.root().commandLine()));
    } finally {
      Locale.setDefault(before);
    }
    out.flush();
  }
}
