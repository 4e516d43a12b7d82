// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports invalid arguments in a few lines: the error, similar names, and where the help is. */
final class UsageErrors implements IParameterExceptionHandler {
  /** A variable in the description of an option that it sets. */
  private static final Pattern VARIABLE = Pattern.compile("TRACEQUEUE_[A-Z_]+");

  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("tracequeue: " + error.getMessage() + hint(error));
    if (command.getSubcommands().size() > 0) {
      err.println("Commands: " + String.join(", ", command.getSubcommands().keySet()));
    }
    err.println("See '" + command.getCommandSpec().qualifiedName() + " --help' for its options.");
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String hint(ParameterException error) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      List<String> similar = unmatched.getSuggestions();
      return similar.isEmpty() ? "" : ". Did you mean " + String.join(" or ", similar) + "?";
    }
    if (error instanceof MissingParameterException missing) {
      StringBuilder variables = new StringBuilder();
      for (ArgSpec option : missing.getMissing()) {
        Matcher variable = VARIABLE.matcher(String.join(" ", option.description()));
        if (variable.find()) {
          variables.append(variables.isEmpty() ? "" : ", ").append(variable.group());
        }
      }
      return variables.isEmpty() ? "" : ". It can also be set by the variable " + variables;
    }
    return "";
  }
}
