// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads after a mistake. */
final class UsageErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trases | Did you mean traces or trace",
        "traces --table t --agnet cto | Did you mean --agent?",
        "limits stat | Did you mean state?",
      })
  void execute_typo_suggestsTheNameInAFewLines(String arguments, String suggestion) {
    CommandRun run = CommandRun.of(arguments.split(" ", -1));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(suggestion).contains("--help'");
    assertThat(run.err().lines()).hasSizeLessThanOrEqualTo(3);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void execute_missingTable_namesTheVariable() {
    assumeTrue(System.getenv("TRACEQUEUE_TABLE") == null);
    CommandRun run = CommandRun.of("traces");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--table", "TRACEQUEUE_TABLE");
  }

  @Test
  void execute_jsonAndAnotherFormat_isRefused() {
    CommandRun run = CommandRun.of("traces", "--table=t", "--json", "--format=csv");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--format", "--json", "mutually exclusive");
  }

  @ParameterizedTest
  @CsvSource({"traces --table=t, 1", "limits state --table=t, 2", "alarms state, 2"})
  void execute_unreachableEndpoint_isNamed(String arguments, int status) throws IOException {
    String url = "http://127.0.0.1:" + unusedPort();
    CommandRun run =
        CommandRun.of((arguments + " --region=eu-west-1 --endpoint-url=" + url).split(" ", -1));

    assertThat(run.status()).isEqualTo(status);
    assertThat(run.err()).contains(url, "the network").doesNotContain("\tat ");
  }

  @Test
  void execute_unknownProfile_isNamedWithTheKnownOnes() {
    CommandRun run = CommandRun.of("traces", "--table=t", "--region=eu-west-1", "--profile=nope");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("tracequeue: --profile: there is no AWS profile 'nope'")
        .contains("audit");
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
