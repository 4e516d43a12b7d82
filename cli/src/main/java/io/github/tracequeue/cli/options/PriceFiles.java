// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import io.github.tracequeue.pricing.InvalidPriceFileException;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.PriceFileProblem;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The price book of a command: the bundled prices, overridden by a team's own file. */
public final class PriceFiles {
  private PriceFiles() {}

  /**
   * The bundled book with the overrides of a file, if there is one.
   *
   * @throws UsageException if the file is invalid; names the file and all errors
   */
  public static PriceBook book(@Nullable Path overrides) {
    if (overrides == null) {
      return PriceBook.bundled();
    }
    try {
      return checked(overrides);
    } catch (InvalidPriceFileException e) {
      StringBuilder message = new StringBuilder("--overrides: the price file is invalid");
      e.problems().forEach(problem -> message.append("\n  ").append(located(overrides, problem)));
      throw new UsageException(message.toString(), e);
    }
  }

  /**
   * The bundled book with the overrides of a file.
   *
   * @throws InvalidPriceFileException if the file is invalid; contains all errors
   * @throws UsageException if the file cannot be read
   */
  public static PriceBook checked(Path overrides) {
    try (Reader reader = Files.newBufferedReader(overrides)) {
      return PriceBook.bundled().withOverrides(reader);
    } catch (NoSuchFileException e) {
      throw new UsageException(overrides + ": cannot be read: no such file", e);
    } catch (IOException | UncheckedIOException e) {
      boolean malformed =
          e instanceof MalformedInputException || e.getCause() instanceof MalformedInputException;
      String why = malformed ? "it is not UTF-8" : e.toString();
      throw new UsageException(overrides + ": cannot be read: " + why, e);
    }
  }

  /** In the format of compilers: {@code prices.csv:7: row custom/m, column input: ...}. */
  public static String located(Path file, PriceFileProblem problem) {
    StringBuilder text = new StringBuilder().append(file).append(':').append(problem.line());
    text.append(": ");
    if (!problem.row().isEmpty()) {
      text.append("row ").append(problem.row()).append(problem.column().isEmpty() ? ": " : ", ");
    }
    if (!problem.column().isEmpty()) {
      text.append("column ").append(problem.column()).append(": ");
    }
    return text.append(problem.message()).toString();
  }
}
