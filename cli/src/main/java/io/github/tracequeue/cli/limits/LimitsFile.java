// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import io.github.tracequeue.cli.options.LimitFiles;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.watch.limit.LimitSettings;
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
    return LimitFiles.read("--config", file);
  }
}
