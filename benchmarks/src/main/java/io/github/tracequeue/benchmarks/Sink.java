// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Controls a {@link SinkServer} in another process. */
final class Sink {
  private final String url;

  private Sink(String url) {
    this.url = url;
  }

  static Sink at(String url) {
    return new Sink(url);
  }

  /**
   * The counts of the sink.
   *
   * @param unique the number of different calls
   * @param calls the number of calls, including duplicates
   * @param requests the number of accepted requests
   * @param bytes the size of their bodies
   * @param chunks the number of 64 KiB chunks of their bodies, rounded up for each
   * @param writes the number of writes to DynamoDB
   * @param firstMillis when the first request was answered, in epoch milliseconds; 0 for none
   * @param writtenMillis when the last write to DynamoDB was answered
   */
  record Counts(
      long unique,
      long calls,
      long requests,
      long bytes,
      long chunks,
      long writes,
      long firstMillis,
      long writtenMillis) {}

  String url() {
    return url;
  }

  void reset() {
    reset(0);
  }

  /** Resets the counts. Calls with a number lower than this are no longer counted. */
  void reset(int lowestNumber) {
    get("reset/" + lowestNumber);
  }

  void mode(SinkServer.Mode mode) {
    mode(mode, 0, 0);
  }

  /** Sets the delay of responses and the maximum calls a second; 0 for no limit. */
  void mode(SinkServer.Mode mode, long delayMicros, long callsPerSecond) {
    get("mode/" + mode + "/" + delayMicros + "/" + callsPerSecond);
  }

  Counts counts() {
    String json = get("counts");
    return new Counts(
        field(json, "unique"),
        field(json, "calls"),
        field(json, "requests"),
        field(json, "bytes"),
        field(json, "chunks"),
        field(json, "writes"),
        field(json, "firstMillis"),
        field(json, "writtenMillis"));
  }

  private static long field(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("the sink answered without " + name + ": " + json);
    }
    return Long.parseLong(matcher.group(1));
  }

  private String get(String command) {
    try {
      URLConnection connection = URI.create(url + "/control/" + command).toURL().openConnection();
      connection.setConnectTimeout(5_000);
      connection.setReadTimeout(5_000);
      try (InputStream in = connection.getInputStream()) {
        return new String(in.readAllBytes(), UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
