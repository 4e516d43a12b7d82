// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The format of a command that prints a list. */
public final class ListFormat {
  /** The formats. */
  public enum Format {
    TABLE,
    JSON,
    CSV,
    NDJSON;

    /** The value of {@code --format}. */
    public String optionValue() {
      return name().toLowerCase(Locale.ROOT);
    }
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

  /** The requested format. */
  public Format get() {
    if (choice.json) {
      return Format.JSON;
    }
    return choice.format == null ? Format.TABLE : choice.format;
  }
}
