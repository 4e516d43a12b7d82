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

/** A Lambda layer with one file of the team, which Lambda extracts to /opt. */
final class FileLayer {

  private FileLayer() {}

  /** The path of the file in the function. */
  static String path(String name) {
    return "/opt/" + name;
  }

  /**
   * Creates a layer with one file.
   *
   * @param idPrefix the prefix of the layer's id
   * @param name the file's name
   */
  static LayerVersion create(
      Construct scope, String idPrefix, String name, String description, byte[] content) {
    String directory = directoryOf(name, content).toString();
    // A new function version is published only if the function's properties change. They contain
    // the layer's id, so the id must depend on the content. Otherwise the alias would keep the old
    // file.
    String id = idPrefix + FileSystem.fingerprint(directory).substring(0, 8);
    return new LayerVersion(
        scope,
        id,
        LayerVersionProps.builder()
            .description(description)
            .code(Code.fromAsset(directory))
            .build());
  }

  /** A directory with only this file, readable by the function. */
  private static Path directoryOf(String name, byte[] content) {
    try {
      Path directory = Files.createTempDirectory("layer");
      directory.toFile().deleteOnExit();
      Path copy = Files.write(directory.resolve(name), content);
      copy.toFile().deleteOnExit();
      if (!copy.toFile().setReadable(true, false)) {
        throw new IOException("cannot make the file readable: " + copy);
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the layer's file: " + name, e);
    }
  }
}
