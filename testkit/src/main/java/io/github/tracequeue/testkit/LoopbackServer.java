// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on 127.0.0.1. Thread-safe. */
public final class LoopbackServer implements AutoCloseable {
  private static final int BACKLOG = 100;

  static {
    // The JDK's server delays small responses by 40 ms unless this is set before its first use.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private LoopbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts a server.
   *
   * @param name of the service, for its threads and error messages
   * @param port 0 for any free port
   * @throws EmulatorException if the port is in use
   */
  public static LoopbackServer start(String name, int port, HttpHandler handler) {
    try {
      HttpServer server = HttpServer.create(address(port), BACKLOG);
      AtomicInteger number = new AtomicInteger();
      ExecutorService threads =
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      server.setExecutor(threads);
      server.createContext("/", handler);
      server.start();
      return new LoopbackServer(server, threads);
    } catch (IOException e) {
      throw new EmulatorException("cannot start the " + name + " server: " + e.getMessage(), e);
    }
  }

  /** Starts a server on any free port. */
  public static LoopbackServer start(String name, HttpHandler handler) {
    return start(name, 0, handler);
  }

  /** A port of 127.0.0.1. */
  public static InetSocketAddress address(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The host and port, for example {@code 127.0.0.1:4000}. */
  public String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The base URL. */
  public URI endpoint() {
    return URI.create("http://" + authority());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Sends a response with a body; an empty one is sent without. */
  public static void answer(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
