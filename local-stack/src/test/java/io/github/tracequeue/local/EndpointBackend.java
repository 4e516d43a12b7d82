// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Services that run somewhere already: {@code -Dtracequeue.endpoint=URL}, or three URLs with commas
 * for SQS, DynamoDB and CloudWatch. Without the property, a process that is started for the test.
 */
final class EndpointBackend implements Backend {
  private static final String PROPERTY = System.getProperty("tracequeue.endpoint", "");
  private static final String REGION = System.getProperty("tracequeue.region", "us-east-1");

  private final List<URI> urls;
  private final @Nullable Process process;

  private EndpointBackend(List<URI> urls, @Nullable Process process) {
    this.urls = urls;
    this.process = process;
  }

  static EndpointBackend open() {
    return PROPERTY.isEmpty() ? startProcess() : new EndpointBackend(parse(PROPERTY), null);
  }

  @Override
  public ServiceEndpoints endpoints() {
    return new ServiceEndpoints(
        urls.get(0),
        urls.get(urls.size() == 3 ? 1 : 0),
        urls.get(urls.size() == 3 ? 2 : 0),
        REGION);
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
    }
  }

  private static List<URI> parse(String urls) {
    return Stream.of(urls.split(",", -1)).map(URI::create).toList();
  }

  private static EndpointBackend startProcess() {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Services.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String line =
          new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      if (line == null) {
        throw new IllegalStateException("the services did not start");
      }
      return new EndpointBackend(parse(line), process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process: prints where its services are, and runs until its input ends. */
  static final class Services {

    private Services() {}

    public static void main(String[] arguments) throws IOException {
      try (StateFolder state = StateFolder.open(null);
          EmbeddedServices services =
              EmbeddedServices.start(Ports.from(0), state, Clock.systemUTC())) {
        ServiceEndpoints endpoints = services.endpoints();
        System.out.printf(
            "%s,%s,%s%n", endpoints.sqs(), endpoints.dynamoDb(), endpoints.cloudWatch());
        while (System.in.read() >= 0) {
          // Its parent holds the other end.
        }
      }
    }
  }
}
