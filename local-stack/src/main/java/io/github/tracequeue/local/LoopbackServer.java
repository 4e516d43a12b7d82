// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that only this machine reaches. Thread-safe. */
final class LoopbackServer implements AutoCloseable {

  static {
    // The JDK's server delays small answers by 40 ms unless this is set before its first use.
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
   * @param name of its threads
   * @param port 0 for any free one
   * @throws LocalStackException where the port is taken
   */
  static LoopbackServer start(String name, int port, HttpHandler handler) {
    try {
      HttpServer server = HttpServer.create(Ports.loopback(port), 0);
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
    } catch (BindException e) {
      throw Ports.busy(port, name, e);
    } catch (IOException e) {
      throw new LocalStackException("cannot start the " + name + " server", e);
    }
  }

  /** The host and port, as in {@code 127.0.0.1:4000}. */
  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The base address. */
  URI endpoint() {
    return URI.create("http://" + authority());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Sends a whole answer. */
  static void answer(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
