// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionFactory;

/**
 * Opens the sender's HTTP connections, with time limits, and can close what is left of them. Safe
 * for threads. The platform's pool behind them takes the wall clock for a connection's age, so that
 * none is used again after the process was frozen.
 */
final class Connections implements UrlConnectionFactory {
  /**
   * The pool keeps an idle connection for five seconds, unless the server asks for something else.
   */
  private static final long POOLED_MILLIS = 4_500;

  private final int timeoutMillis;
  private final LongSupplier wallMillis;
  private volatile @Nullable HttpURLConnection last;
  private volatile long idleSinceMillis;

  Connections(Duration timeout, LongSupplier wallMillis) {
    this.timeoutMillis = (int) timeout.toMillis();
    this.wallMillis = wallMillis;
  }

  @Override
  public HttpURLConnection createConnection(URI uri) {
    try {
      HttpURLConnection connection = open(uri);
      last = connection;
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To be called after a request: its connection idles from now on. */
  void finished() {
    idleSinceMillis = wallMillis.getAsLong();
  }

  /** Breaks off the request that is under way, if one is. */
  void abort() {
    HttpURLConnection connection = last;
    if (connection != null) {
      connection.disconnect();
      last = null;
    }
  }

  /** Closes the connection that idles in the platform's pool, if there is one. */
  void closeIdle() {
    HttpURLConnection connection = last;
    if (connection == null || wallMillis.getAsLong() - idleSinceMillis > POOLED_MILLIS) {
      return;
    }
    try {
      // The pool has no other way to close a connection than to take it out.
      HttpURLConnection idle = open(URI.create(connection.getURL().toString()));
      idle.connect();
      idle.disconnect();
    } catch (IOException e) {
      // Then there was none, and none could be made.
    }
  }

  private HttpURLConnection open(URI uri) throws IOException {
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(timeoutMillis);
    connection.setReadTimeout(timeoutMillis);
    connection.setUseCaches(false);
    connection.setInstanceFollowRedirects(false);
    return connection;
  }
}
