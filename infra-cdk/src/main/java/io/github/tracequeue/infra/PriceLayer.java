// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awscdk.FileSystem;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.LayerVersionProps;
import software.constructs.Construct;

/** A team's own price list as a layer, which Lambda unpacks below /opt. */
final class PriceLayer {
  private static final String NAME = "prices.csv";

  /** Where the function finds the list. */
  static final String PATH = "/opt/" + NAME;

  private PriceLayer() {}

  static LayerVersion create(Construct scope, Path prices) {
    String directory = alone(prices).toString();
    // A function's version is published anew where its properties differ, and of a layer they hold
    // the id only: without the content in it, the alias would go on with the old prices.
    String id = "Prices" + FileSystem.fingerprint(directory).substring(0, 8);
    return new LayerVersion(
        scope,
        id,
        LayerVersionProps.builder()
            .description("The team's own prices of model calls")
            .code(Code.fromAsset(directory))
            .build());
  }

  /** A directory with nothing but the list, readable by the function whatever its source was. */
  private static Path alone(Path prices) {
    try {
      Path directory = Files.createTempDirectory("prices");
      directory.toFile().deleteOnExit();
      Path copy = Files.write(directory.resolve(NAME), Files.readAllBytes(prices));
      copy.toFile().deleteOnExit();
      if (!copy.toFile().setReadable(true, false)) {
        throw new IOException("cannot be made readable for all: " + copy);
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("the price list cannot be copied: " + prices, e);
    }
  }
}
