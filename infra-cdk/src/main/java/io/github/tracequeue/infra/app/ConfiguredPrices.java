// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.infra.app.InvalidConfigurationException.Problem;
import io.github.tracequeue.pricing.InvalidPriceFileException;
import io.github.tracequeue.pricing.PriceBook;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The price list of a configuration. It is read as by the consumer, which does not start with an
 * invalid one.
 */
final class ConfiguredPrices {
  static final String KEY = "prices_file";

  private static final String POINTER = "/" + KEY;

  private static final String ANOTHER =
      "Write the path of your price list, relative to this file's folder, or leave it out.";
  private static final String CORRECT =
      "Correct it as docs/pricing.md says; \"bin/tracequeue prices check\" checks it.";

  private ConfiguredPrices() {}

  /** The path of the list, which is relative to the configuration. */
  static Optional<Path> file(Path directory, JsonNode configuration) {
    return Optional.of(configuration.path(KEY).asText(""))
        .filter(path -> !path.isEmpty())
        .map(path -> directory.resolve(path).toAbsolutePath().normalize());
  }

  static List<Problem> problems(Path directory, JsonNode configuration) {
    return file(directory, configuration).map(ConfiguredPrices::problems).orElse(List.of());
  }

  private static List<Problem> problems(Path file) {
    try {
      String text = Files.readString(file);
      PriceBook.bundled().withOverrides(new StringReader(text));
      return PriceBook.of(new StringReader(text)).rates().isEmpty()
          ? List.of(new Problem(POINTER, "names " + file + ", which contains no price", ANOTHER))
          : List.of();
    } catch (IOException e) {
      return List.of(new Problem(POINTER, "cannot be read as a text file: " + file, ANOTHER));
    } catch (InvalidPriceFileException e) {
      return e.problems().stream()
          .map(
              problem ->
                  new Problem(POINTER, "names " + file + ", which is invalid: " + problem, CORRECT))
          .toList();
    }
  }
}
