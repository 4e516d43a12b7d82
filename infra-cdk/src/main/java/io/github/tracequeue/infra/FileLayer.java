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

/** A file of the team as a layer, which Lambda unpacks below /opt. */
final class FileLayer {

  private FileLayer() {}

  /** Where the function finds the file. */
  static String path(String name) {
    return "/opt/" + name;
  }

  /**
   * A layer with one file.
   *
   * @param idPrefix what its id begins with
   * @param name the file's name
   */
  static LayerVersion create(
      Construct scope, String idPrefix, String name, String description, byte[] content) {
    String directory = directoryOf(name, content).toString();
    // A function's version is published anew where its properties differ, and of a layer they hold
    // the id only: without the content in it, the alias would go on with the old file.
    String id = idPrefix + FileSystem.fingerprint(directory).substring(0, 8);
    return new LayerVersion(
        scope,
        id,
        LayerVersionProps.builder()
            .description(description)
            .code(Code.fromAsset(directory))
            .build());
  }

  /** A directory with nothing but the file, readable by the function whatever its source was. */
  private static Path directoryOf(String name, byte[] content) {
    try {
      Path directory = Files.createTempDirectory("layer");
      directory.toFile().deleteOnExit();
      Path copy = Files.write(directory.resolve(name), content);
      copy.toFile().deleteOnExit();
      if (!copy.toFile().setReadable(true, false)) {
        throw new IOException("cannot be made readable for all: " + copy);
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("the layer's file cannot be written: " + name, e);
    }
  }
}
