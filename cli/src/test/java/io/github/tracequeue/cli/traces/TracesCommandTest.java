// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traces;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.cli.StubEndpoint;
import io.github.tracequeue.cli.StubEndpoint.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** How {@code traces} asks, and how it ends where the table or its reader does not go on. */
final class TracesCommandTest {
  /** More calls than an export reads at once, and a list that goes on. */
  private static final Answer FIRST_PAGE =
      Answer.json(
          200,
          """
          {"Count": 600, "ScannedCount": 600, "Items": [%s],
           "LastEvaluatedKey": {"PK": {"S": "TYPE#llm_trace"}, "SK": {"S": "%s"}}}
          """
              .formatted(
                  IntStream.range(0, 600)
                      .mapToObj(i -> "{\"SK\": {\"S\": \"" + key(i) + "\"}}")
                      .collect(Collectors.joining(",")),
                  key(599)));

  private static final Answer REFUSAL =
      Answer.json(
          400,
          """
          {"__type": "com.amazon.coral.service#AccessDeniedException", "Message": "not any more"}
          """);

  private final StringWriter err = new StringWriter();

  /** What the environment, or here the system properties, hold is of somebody else. */
  @Test
  void profile_goesBeforeOtherCredentials() {
    try (StubEndpoint dynamoDb = StubEndpoint.start(REFUSAL)) {
      int status = traces(new ByteArrayOutputStream(), dynamoDb, "--profile", "audit");

      assertThat(status).isEqualTo(1);
      assertThat(dynamoDb.authorizations())
          .isNotEmpty()
          .allMatch(header -> header.contains("Credential=AUDIT/"));
    }
  }

  @Test
  void export_tableThatFailsHalfWay_isSaidWithStatus1() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (StubEndpoint dynamoDb = StubEndpoint.start(FIRST_PAGE, REFUSAL)) {
      int status = traces(out, dynamoDb, "--format", "csv", "--limit", "100000");

      assertThat(status).isEqualTo(1);
      assertThat(out.toString(UTF_8).lines()).hasSize(1 + 500);
      assertThat(err.toString())
          .startsWith("tracequeue: table t: incomplete list: AWS: not any more")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void export_readerThatGoes_endsWithIt() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    for (String format : new String[] {"csv", "ndjson"}) {
      try (StubEndpoint dynamoDb = StubEndpoint.start(FIRST_PAGE);
          PrintStream stdout = new PrintStream(gone, false, UTF_8)) {
        int status =
            traces(new PipedOutput(stdout), dynamoDb, "--format", format, "--limit", "100000");

        assertThat(status).as(err.toString()).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(dynamoDb.authorizations()).as("it reads no further").hasSize(1);
      }
    }
  }

  private int traces(OutputStream out, StubEndpoint dynamoDb, String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "--table=t";
    arguments[1] = "--region=eu-west-1";
    arguments[2] = "--endpoint-url=" + dynamoDb.url();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return new CommandLine(new TracesCommand(out))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static String key(int i) {
    return String.format(Locale.ROOT, "2026-11-23T12:00:00.%03dZ#%d", 999 - i, i);
  }
}
