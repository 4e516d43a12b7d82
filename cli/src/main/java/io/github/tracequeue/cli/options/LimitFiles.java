// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import io.github.tracequeue.watch.limit.InvalidLimitsException;
import io.github.tracequeue.watch.limit.LimitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file with limits. */
public final class LimitFiles {
  private LimitFiles() {}

  /**
   * The limits of a file; the built-in limits without a file.
   *
   * @param option the option that names the file
   * @throws UsageException if the file is invalid; names the option, the file and the place
   */
  public static LimitSettings read(String option, @Nullable Path file) {
    if (file == null) {
      return LimitSettings.defaults();
    }
    try {
      return LimitSettings.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new UsageException(option + ": " + file + ": no such file", e);
    } catch (IOException e) {
      throw new UsageException(option + ": " + file + ": cannot be read: " + e.getMessage(), e);
    } catch (InvalidLimitsException e) {
      throw new UsageException(option + ": " + file + ": " + e.getMessage(), e);
    }
  }
}
