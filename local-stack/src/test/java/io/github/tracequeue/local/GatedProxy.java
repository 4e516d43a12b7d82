// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A proxy in front of a service that can hold requests back. Thread-safe. */
final class GatedProxy implements AutoCloseable {
  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CountDownLatch held = new CountDownLatch(1);

  private GatedProxy(ServerSocket server, InetSocketAddress target) {
    this.server = server;
    this.target = target;
  }

  /** A proxy that lets everything through. */
  static GatedProxy to(URI service) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, LoopbackServer.address(0).getAddress());
    GatedProxy proxy =
        new GatedProxy(server, new InetSocketAddress(service.getHost(), service.getPort()));
    proxy.run(proxy::accept);
    return proxy;
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Keeps every request from now on. */
  void hold() {
    held = new CountDownLatch(1);
    gate = new CountDownLatch(1);
  }

  /** Waits until a request is kept. */
  void awaitHeld() throws InterruptedException {
    if (!held.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no request came");
    }
  }

  /** Drops the requests that are kept, and lets new ones through. */
  void discard() throws IOException {
    CountDownLatch closedGate = gate;
    gate = new CountDownLatch(0);
    closeSockets();
    closedGate.countDown();
  }

  @Override
  public void close() throws IOException {
    server.close();
    discard();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket service = new Socket();
        service.connect(target);
        client.setTcpNoDelay(true);
        service.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(service);
        run(() -> copy(client, service, true));
        run(() -> copy(service, client, false));
      }
    } catch (IOException e) {
      // Closed.
      return;
    }
  }

  private void copy(Socket from, Socket to, boolean gated) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        CountDownLatch now = gate;
        if (gated && now.getCount() > 0) {
          held.countDown();
          now.await();
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // Either side is gone: so is the other one now.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeSockets() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private void run(Runnable task) {
    Thread thread = new Thread(task, "gated-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
