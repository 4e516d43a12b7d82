// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP proxy on the loopback that keeps the head of each request and refuses it. */
final class LoopbackProxy implements AutoCloseable {
  private final ServerSocket server;
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  private LoopbackProxy(ServerSocket server) {
    this.server = server;
  }

  static LoopbackProxy start() {
    try {
      var proxy =
          new LoopbackProxy(
              new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
      var thread = new Thread(proxy::accept, "loopback-proxy");
      thread.setDaemon(true);
      thread.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** The head of the next request: its line and its headers. */
  String nextRequest() throws InterruptedException {
    String request = requests.poll(30, TimeUnit.SECONDS);
    assertThat(request).as("a request to the proxy").isNotNull();
    return request;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        requests.add(head(socket));
        socket
            .getOutputStream()
            .write("HTTP/1.1 502 Scripted\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
      } catch (IOException e) {
        // The test is over, or the client has closed the connection.
      }
    }
  }

  private static String head(Socket socket) throws IOException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    var head = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.append(line).append('\n');
    }
    return head.toString();
  }
}
