// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.traffic.DemoStory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The limits of the default demo: a daily budget, and an agent that must run every hour. */
final class DemoLimits {
  private DemoLimits() {}

  /** Writes them to a file that is deleted when the JVM ends. */
  static Path write() {
    try {
      Path file = Files.createTempFile("tracequeue-demo-", ".json");
      file.toFile().deleteOnExit();
      return Files.writeString(
          file,
          """
          {"agents": [
            {"slug": "cto", "spend": {"day_usd": %s}},
            {"slug": "release", "runs": {"every_minutes": 60}}]}
          """
              .replace("%s", DemoStory.CTO_BUDGET_USD.toPlainString()));
    } catch (IOException e) {
      throw new UsageException("cannot write the limits of the demo: " + e.getMessage(), e);
    }
  }
}
