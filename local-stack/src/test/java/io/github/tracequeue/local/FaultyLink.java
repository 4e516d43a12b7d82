// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;

import io.github.tracequeue.testkit.LoopbackServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The wire to one service, and its far end: passes requests on and does to each what a script says,
 * from delays and resets to answers that are lost after the service has done its work. Thread-safe.
 */
final class FaultyLink implements AutoCloseable {
  private static final int PAUSE_MILLIS = 15;

  private final ServerSocket server;
  private final InetSocketAddress service;
  private final Script script;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean severed;

  private FaultyLink(ServerSocket server, InetSocketAddress service, Script script) {
    this.server = server;
    this.service = service;
    this.script = script;
  }

  /** Decides. Called by many threads. */
  interface Script {
    /** What happens to the request. */
    Fault fault(HttpMessage request);

    /** Has the service do what is asked, and sees both. */
    default HttpMessage perform(HttpMessage request, Service service) throws IOException {
      return service.perform(request);
    }

    /** Whoever uses this link is killed now. */
    default void kill() {}
  }

  /** What does the work at the far end. */
  interface Service {
    HttpMessage perform(HttpMessage request) throws IOException;
  }

  /** A link to that service. */
  static FaultyLink to(URI service, Script script) throws IOException {
    FaultyLink link =
        new FaultyLink(
            new ServerSocket(0, 200, LoopbackServer.address(0).getAddress()),
            new InetSocketAddress(service.getHost(), service.getPort()),
            script);
    start(link::accept);
    return link;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Cuts the link for good: nothing gets through any more, in either direction. */
  void sever() {
    severed = true;
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    sockets.forEach(FaultyLink::reset);
  }

  @Override
  public void close() {
    sever();
  }

  private void accept() {
    try {
      while (!severed) {
        Socket caller = server.accept();
        start(() -> serve(caller));
      }
    } catch (IOException e) {
      // Severed.
      return;
    }
  }

  private void serve(Socket caller) {
    sockets.add(caller);
    try (caller;
        Socket far = new Socket()) {
      caller.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      sockets.add(far);
      InputStream in = new BufferedInputStream(caller.getInputStream());
      Fault last = Fault.NONE;
      for (HttpMessage request = HttpMessage.read(in);
          request != null && !severed && last != Fault.CLOSED_AFTER;
          request = HttpMessage.read(in)) {
        if (last == Fault.HALF_OPEN) {
          swallow(in);
          return;
        }
        last = script.fault(request);
        if (!serve(request, last, caller, far)) {
          swallow(in);
          return;
        }
      }
    } catch (IOException e) {
      // Either side is gone, and with it the other one.
      return;
    } finally {
      sockets.remove(caller);
    }
  }

  /** Deals with a request; false where the connection is to hang without a word from now on. */
  private boolean serve(HttpMessage request, Fault fault, Socket caller, Socket far)
      throws IOException {
    if (fault == Fault.SLOW_REQUEST) {
      pause();
    }
    if (fault == Fault.CALLER_KILLED) {
      script.kill();
      return true;
    }
    HttpMessage answer = null;
    for (int times = fault == Fault.TWICE ? 2 : fault.hasEffect() ? 1 : 0; times > 0; times--) {
      answer = script.perform(request, asked -> perform(asked, far));
    }
    OutputStream out = caller.getOutputStream();
    switch (fault) {
      case RESET, ANSWER_RESET -> reset(caller);
      case BLACK_HOLE, ANSWER_LOST -> {
        return false;
      }
      case SERVER_ERROR, ERROR_AFTER_EFFECT -> refusal(request, 500).write(out);
      case THROTTLED -> refusal(request, 400).write(out);
      case CALLER_KILLED_AFTER_EFFECT -> script.kill();
      case ANSWER_CUT -> {
        byte[] bytes = bytes(answer);
        out.write(bytes, 0, bytes.length / 2);
        caller.close();
      }
      case SLOW_ANSWER -> {
        byte[] bytes = bytes(answer);
        out.write(bytes, 0, bytes.length / 2);
        out.flush();
        pause();
        out.write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        out.flush();
      }
      default -> out.write(bytes(answer));
    }
    return true;
  }

  private HttpMessage perform(HttpMessage request, Socket far) throws IOException {
    if (!far.isConnected()) {
      far.connect(service);
    }
    request.write(far.getOutputStream());
    HttpMessage answer = HttpMessage.read(far.getInputStream());
    if (answer == null) {
      throw new IOException("the service closed the connection");
    }
    return answer;
  }

  /** An answer that says no, in the words of the service that was asked. */
  private static HttpMessage refusal(HttpMessage request, int status) {
    String target = request.header("x-amz-target");
    if (target.isEmpty()) {
      // CloudWatch's CBOR: an empty map. 429 is what the SDK takes for throttling without a code.
      return HttpMessage.answer(
          status == 500 ? 500 : 429,
          Map.of("content-type", "application/cbor", "smithy-protocol", "rpc-v2-cbor"),
          "\u00bf\u00ff");
    }
    String type =
        status == 500
            ? "InternalServerError"
            : target.startsWith("DynamoDB")
                ? "ProvisionedThroughputExceededException"
                : "RequestThrottled";
    return HttpMessage.answer(
        status,
        Map.of("content-type", "application/x-amz-json-1.0"),
        "{\"__type\":\"com.amazonaws#" + type + "\",\"message\":\"a fault\"}");
  }

  private static byte[] bytes(@Nullable HttpMessage answer) {
    return requireNonNull(answer).bytes();
  }

  /** Reads until the caller gives up, and says nothing. */
  private static void swallow(InputStream in) throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  private static void reset(Socket socket) {
    try {
      // Without lingering, closing sends RST and not FIN.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
      return;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "faulty-link");
    thread.setDaemon(true);
    thread.start();
  }
}
