// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.cli.Tracequeue;
import io.github.tracequeue.cli.traffic.TrafficRecording;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the command refuses before it starts anything. */
final class LocalCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--agents | CTO | --agents: 'CTO' is not a slug",
        "--agents | cto,a#b | --agents: 'a#b' is not a slug",
        "--events | -1 | --events: -1 is less than 0",
        "--events | many | '--events'",
        "--rate | 0 | --rate: '0' is not a whole number from 1 to 1000000",
        "--rate | 5/m | --rate: '5/m'",
        "--port | 0 | --port: 0 is not from 1 to 65531",
        "--port | 65533 | --port: 65533",
        "--replay | nowhere.csv | nowhere.csv: cannot be read: no such file",
        "--speed | 5 | --speed",
      })
  void execute_badOption_saysWhichAndEndsWithStatus2(String option, String value, String message) {
    assertThat(execute("local", option, value)).isEqualTo(2);
    assertThat(err.toString()).contains(message).doesNotContain("Exception");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void execute_malformedRecording_namesTheLine() throws IOException {
    Path file =
        Files.writeString(folder.resolve("t.csv"), TrafficRecording.HEADER + "\nnonsense\n");

    assertThat(execute("local", "--replay", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(file + ":2: 3 columns expected");
  }

  @Test
  void execute_help_namesEveryOptionAndStatus() {
    assertThat(execute("local", "--help")).isZero();
    assertThat(out.toString())
        .contains("--agents", "--events", "--rate", "--replay", "--port", "--keep", "--exit")
        .contains("--json", "Exit status:", "every event is accounted for");
  }

  @Test
  void execute_noSubcommand_showsThem() {
    assertThat(execute()).isEqualTo(2);
    assertThat(err.toString()).contains("Missing required subcommand", "local");
  }

  private int execute(String... arguments) {
    CommandLine command = Tracequeue.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
