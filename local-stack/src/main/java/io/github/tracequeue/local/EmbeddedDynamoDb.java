// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process, for this machine only.
 *
 * <p>Its handlers run in a Jetty of ours: its own server listens on every interface, and its own
 * start, the only place that sets its telemetry up, is never called, so nothing is ever reported.
 */
final class EmbeddedDynamoDb implements AutoCloseable {
  private final Server jetty;
  private final LocalDynamoDBServerHandler handler;
  private final int port;

  private EmbeddedDynamoDb(Server jetty, LocalDynamoDBServerHandler handler, int port) {
    this.jetty = jetty;
    this.handler = handler;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param port 0 for any free one
   * @param directory where it keeps its tables; null to forget them with the process
   */
  static EmbeddedDynamoDb start(int port, @Nullable Path directory) {
    SqliteLibrary.locate();
    ServiceLogs.warningsOnly();
    LocalDynamoDBServerHandler handler =
        new LocalDynamoDBServerHandler(
            // One database for all regions and keys, so that any client's settings reach it.
            directory == null
                ? new LocalDynamoDBRequestHandler(0, true, null, true, false)
                : new LocalDynamoDBRequestHandler(0, false, directory.toString(), true, false),
            null);
    Server jetty = new Server(Ports.loopback(port));
    jetty.setHandler(new ContextHandler(handler));
    try {
      jetty.start();
    } catch (IOException e) {
      stop(jetty);
      throw Ports.busy(port, "DynamoDB", e);
    } catch (Exception e) {
      stop(jetty);
      throw new LocalStackException("cannot start DynamoDB Local", e);
    }
    int bound = ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
    return new EmbeddedDynamoDb(jetty, handler, bound);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    stop(jetty);
    handler.close();
  }

  private static void stop(Server jetty) {
    try {
      jetty.stop();
    } catch (Exception e) {
      throw new LocalStackException("cannot stop DynamoDB Local", e);
    }
  }
}
