// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An invalid configuration, with all of its problems. */
public final class InvalidConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  InvalidConfigurationException(String file, List<Problem> problems) {
    super(
        String.format(
            Locale.ROOT,
            "%s cannot be used:%n%s",
            file,
            problems.stream()
                .map(problem -> "  " + problem)
                .collect(Collectors.joining(System.lineSeparator()))));
    this.problems = List.copyOf(problems);
  }

  /** The problems, in the order of the file if it is known. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * A problem.
   *
   * @param path the JSON pointer to the value; empty for the file
   * @param message what is wrong
   * @param fix how to fix it
   */
  public record Problem(String path, String message, String fix) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%s: %s. %s", path.isEmpty() ? "(file)" : path, message, fix);
    }
  }
}
