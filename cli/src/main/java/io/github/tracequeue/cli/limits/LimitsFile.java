// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.watch.limit.InvalidLimitsException;
import io.github.tracequeue.watch.limit.LimitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file with the limits. */
final class LimitsFile {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The file with the limits, such as infra-cdk/tracequeue.json (default: the built-in"
              + " limits).")
  private @Nullable Path file;

  /**
   * The limits.
   *
   * @throws UsageException naming the file, and where in it what is wrong
   */
  LimitSettings read() {
    if (file == null) {
      return LimitSettings.defaults();
    }
    try {
      return LimitSettings.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new UsageException("--config: " + file + ": no such file", e);
    } catch (IOException e) {
      throw new UsageException("--config: " + file + ": cannot be read: " + e.getMessage(), e);
    } catch (InvalidLimitsException e) {
      throw new UsageException("--config: " + file + ": " + e.getMessage(), e);
    }
  }
}
