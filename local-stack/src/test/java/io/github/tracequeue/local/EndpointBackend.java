// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Services that run somewhere already: {@code -Dtracequeue.endpoint=URL}, or four URLs with commas
 * for SQS, DynamoDB, CloudWatch and SNS. With the value {@code own}, a process that is started for
 * the test.
 */
final class EndpointBackend implements Backend {
  private static final String PROPERTY = System.getProperty("tracequeue.endpoint", "");
  private static final String REGION = System.getProperty("tracequeue.region", "us-east-1");

  private final List<URI> urls;

  private EndpointBackend(List<URI> urls) {
    this.urls = urls;
  }

  static EndpointBackend open() {
    assumeFalse(PROPERTY.isEmpty(), "needs -Dtracequeue.endpoint=URL, or =own");
    return new EndpointBackend(PROPERTY.equals("own") ? OwnProcess.URLS : parse(PROPERTY));
  }

  @Override
  public ServiceEndpoints endpoints() {
    return new ServiceEndpoints(url(0), url(1), url(2), url(3), REGION);
  }

  /** One address serves all, or each service has one of its own. */
  private URI url(int service) {
    return urls.get(service < urls.size() ? service : 0);
  }

  @Override
  public void close() {
    // Whoever runs the services stops them; a process of ours ends with this one.
  }

  private static List<URI> parse(String urls) {
    return Stream.of(urls.split(",", -1)).map(URI::create).toList();
  }

  /** One process for all tests: each has resources of its own in it. */
  private static final class OwnProcess {
    static final List<URI> URLS = start();

    private static List<URI> start() {
      try {
        Process process =
            JavaProcess.of(Services.class).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return parse(JavaProcess.firstLine(process));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
            "%s,%s,%s,%s%n",
            endpoints.sqs(), endpoints.dynamoDb(), endpoints.cloudWatch(), endpoints.sns());
        while (System.in.read() >= 0) {
          // Its parent holds the other end.
        }
      }
    }
  }
}
