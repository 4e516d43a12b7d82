// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionCommandTest {
  @TempDir private Path folder;

  /** Asks bash itself what it would offer. */
  @Test
  void completion_inBash_offersCommandsAndOptions() throws IOException, InterruptedException {
    Path script = folder.resolve("completion");
    Files.writeString(script, CommandRun.of("completion").out());

    assertThat(offered(script, "tra")).contains("traces", "trace");
    assertThat(offered(script, "traces --fol")).contains("--follow");
  }

  private static String offered(Path script, String typed)
      throws IOException, InterruptedException {
    String bash =
        """
        source "$1"
        COMP_WORDS=(tracequeue $2)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMP_LINE="tracequeue $2"
        _complete_tracequeue
        echo "${COMPREPLY[@]}"
        """;
    Process process =
        new ProcessBuilder("bash", "-c", bash, "bash", script.toString(), typed)
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }
}
