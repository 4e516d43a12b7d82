// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionFactory;

/**
 * Opens the sender's HTTP connections, with time limits, and can break the last one off. Safe for
 * threads.
 */
final class Connections implements UrlConnectionFactory {
  private final int timeoutMillis;
  private volatile @Nullable HttpURLConnection last;

  Connections(Duration timeout) {
    this.timeoutMillis = (int) timeout.toMillis();
  }

  @Override
  public HttpURLConnection createConnection(URI uri) {
    try {
      var connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(timeoutMillis);
      connection.setReadTimeout(timeoutMillis);
      connection.setUseCaches(false);
      connection.setInstanceFollowRedirects(false);
      last = connection;
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes the last connection, be it in use or idle in the platform's pool. */
  void discard() {
    HttpURLConnection connection = last;
    if (connection != null) {
      connection.disconnect();
    }
  }
}
