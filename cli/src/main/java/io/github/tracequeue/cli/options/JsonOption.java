// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The format of a command that prints one result. */
public final class JsonOption {
  private enum Format {
    TABLE,
    JSON
  }

  @ArgGroup private Choice choice = new Choice();

  /** At most one of the two. */
  private static final class Choice {
    @Option(
        names = "--format",
        paramLabel = "F",
        description = "${COMPLETION-CANDIDATES} (default: TABLE).")
    private @Nullable Format format;

    @Option(names = "--json", description = "Print one JSON object; the same as --format json.")
    private boolean json;
  }

  /** Whether to print JSON. */
  public boolean isJson() {
    return choice.json || choice.format == Format.JSON;
  }
}
