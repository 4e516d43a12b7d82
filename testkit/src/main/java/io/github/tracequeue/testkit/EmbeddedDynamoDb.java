// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit;

import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process, on 127.0.0.1.
 *
 * <p>Its request handlers run in a Jetty server of ours. DynamoDB Local's own server would listen
 * on every interface; and only its own start sets up telemetry, so nothing is ever reported.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {
  private final Server jetty;
  private final LocalDynamoDBServerHandler handler;
  private final int port;

  private EmbeddedDynamoDb(Server jetty, LocalDynamoDBServerHandler handler, int port) {
    this.jetty = jetty;
    this.handler = handler;
    this.port = port;
  }

  /**
   * Starts DynamoDB Local.
   *
   * @param port 0 for any free port
   * @param directory where it keeps its tables; null to keep them in memory
   * @throws EmulatorException if the port is in use, or this platform has no native library
   */
  public static EmbeddedDynamoDb start(int port, @Nullable Path directory) {
    SqliteLibrary.locate();
    LocalDynamoDBServerHandler handler =
        new LocalDynamoDBServerHandler(
            // One database for all regions and access keys, so that any client's settings work.
            directory == null
                ? new LocalDynamoDBRequestHandler(0, true, null, true, false)
                : new LocalDynamoDBRequestHandler(0, false, directory.toString(), true, false),
            null);
    Server jetty = new Server(LoopbackServer.address(port));
    jetty.setHandler(new ContextHandler(handler));
    try {
      jetty.start();
    } catch (Exception e) {
      stop(jetty);
      throw new EmulatorException("cannot start DynamoDB Local: " + e.getMessage(), e);
    }
    int bound = ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
    return new EmbeddedDynamoDb(jetty, handler, bound);
  }

  /** The URL for clients. */
  public URI endpoint() {
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
      throw new EmulatorException("cannot stop DynamoDB Local", e);
    }
  }
}
