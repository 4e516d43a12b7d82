// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Runs the function with generated batches before a SnapStart snapshot, so that the snapshot
 * contains loaded classes and compiled code. It sends nothing and creates nothing that must be new
 * after a restore: no connection, no credentials, no key.
 */
final class Priming {

  /** Enough for the JIT compiler to compile the code that runs for each event. */
  private static final int BATCHES = 200;

  private static final String TRACE =
      """
      {"event_id":"00000000-0000-7000-8000-0000000000%02d","timestamp":"2026-01-01T00:00:00.000Z",\
      "agent_slug":"priming","provider":"anthropic","model":"claude-haiku-4-5","input_tokens":100,\
      "output_tokens":20,"cache_read_tokens":10,"latency_ms":900,"prompt_preview":"Priming",\
      "decision_summary":"None","status":"ok","trace_id":"00000000000000000000000000000001",\
      "span_id":"0000000000000001","run_id":"priming","tags":{"a":"b"},"cost_usd":%s}""";

  private static final String RUN =
      """
      {"type":"run","event_id":"00000000-0000-7000-8000-000000000099","run_id":"priming",\
      "timestamp":"2026-01-01T00:00:00Z","agent_slug":"priming","status":"succeeded"}""";

  private Priming() {}

  /** A clock at which CloudWatch accepts the generated metrics. */
  static InstantSource clock() {
    return InstantSource.fixed(Instant.parse("2026-01-01T00:01:00Z"));
  }

  /** Clients that send nothing. */
  static AwsClients services(Region region) {
    return AwsClients.create(
        new StubHttpClient(),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("priming", "priming")),
        region);
  }

  /**
   * Runs a consumer with {@link #services}.
   *
   * @throws IOException if the JDK has no TLS
   */
  static void run(BatchConsumer consumer) throws IOException, InterruptedException {
    byte[] event = event();
    for (int i = 0; i < BATCHES; i++) {
      consumer.consume(
          new ByteArrayInputStream(event),
          OutputStream.nullOutputStream(),
          "priming",
          Duration.ofMinutes(1));
    }
    try {
      // Reads the trust store and loads the classes of a TLS connection.
      SSLContext.getDefault().getSocketFactory();
      URI.create("https://localhost/").toURL().openConnection();
    } catch (GeneralSecurityException e) {
      throw new IOException("the JDK has no TLS", e);
    }
  }

  private static byte[] event() throws IOException {
    String first = String.format(Locale.ROOT, TRACE, 1, "null");
    String second = String.format(Locale.ROOT, TRACE, 2, "0.0012");
    List<String> bodies =
        List.of(
            first,
            "{\"v\":1,\"producer\":{\"id\":\"priming\",\"seq\":1},\"dropped\":{\"queue_full\":1},"
                + "\"events\":["
                + second
                + ","
                + second
                + ","
                + RUN
                + ",{\"model\":1}]}",
            "not JSON",
            "{\"prompt_preview\":\"Priming\",\"unknown\":[1]}");
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(event)) {
      json.writeStartObject();
      json.writeArrayFieldStart("Records");
      for (int i = 0; i < bodies.size(); i++) {
        json.writeStartObject();
        json.writeStringField("messageId", "priming-" + i);
        json.writeStringField("body", bodies.get(i));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return event.toByteArray();
  }
}
