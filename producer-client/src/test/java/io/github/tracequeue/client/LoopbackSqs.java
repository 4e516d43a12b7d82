// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * An HTTP server on the loopback that speaks as much of SQS's JSON protocol as a batch of messages
 * needs, and fails as configured.
 */
final class LoopbackSqs implements AutoCloseable {
  /** What is answered to a batch of bodies. */
  record Reply(int status, String body, long delayMillis) {
    /** All messages are taken. */
    static Reply ok() {
      return partial(Map.of());
    }

    /**
     * These messages, by their index, are refused with a code; a code in upper case is the sender's
     * fault.
     */
    static Reply partial(Map<Integer, String> codes) {
      return new Reply(200, codes.toString(), 0);
    }

    /** The request is refused. */
    static Reply error(int status, String code) {
      return new Reply(
          status, "{\"__type\":\"com.amazonaws.sqs#" + code + "\",\"message\":\"scripted\"}", 0);
    }

    /** Nothing is answered, and the connection stays open. */
    static Reply none() {
      return new Reply(0, "", 0);
    }

    Reply after(long millis) {
      return new Reply(status, body, millis);
    }
  }

  private final ServerSocket server;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connected = new AtomicInteger();
  private final List<List<String>> requests = new CopyOnWriteArrayList<>();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private volatile Function<List<String>, Reply> behaviour = bodies -> Reply.ok();

  private LoopbackSqs(ServerSocket server) {
    this.server = server;
  }

  static LoopbackSqs start() {
    try {
      var sqs =
          new LoopbackSqs(
              new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
      daemon(sqs::accept);
      return sqs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String queueUrl() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/000000000000/traces";
  }

  void always(Function<List<String>, Reply> newBehaviour) {
    behaviour = newBehaviour;
  }

  List<List<String>> requests() {
    return requests;
  }

  /** The numbers of the events in the messages that were taken, each as often as it came. */
  List<Integer> numbers() {
    var numbers = new ArrayList<Integer>();
    taken.forEach(body -> numbers.addAll(ScriptedSender.numbersOf(body)));
    return numbers;
  }

  /** Connections accepted so far. */
  int connections() {
    return connected.get();
  }

  /** Connections that are open at this end and, as far as it knows, at the other. */
  int openConnections() {
    return connections.size();
  }

  void closeConnections() {
    connections.forEach(LoopbackSqs::close);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    closeConnections();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        connected.incrementAndGet();
        connections.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65_536));
      while (true) {
        int length = contentLength(in);
        if (length < 0) {
          return;
        }
        byte[] body = new byte[length];
        in.readFully(body);
        answer(socket, Contract.json(new String(body, StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      // The other end is gone, or this one was closed by the test.
    } finally {
      connections.remove(socket);
    }
  }

  private void answer(Socket socket, JsonNode request) throws IOException {
    List<String> bodies =
        StreamSupport.stream(request.get("Entries").spliterator(), false)
            .map(entry -> entry.get("MessageBody").asText())
            .toList();
    requests.add(bodies);
    Reply reply = behaviour.apply(bodies);
    if (reply.delayMillis() > 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(reply.delayMillis()));
    }
    if (reply.status() == 0) {
      return;
    }
    String json = reply.status() == 200 ? result(request.get("Entries"), reply) : reply.body();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String head =
        String.join(
            "\r\n",
            "HTTP/1.1 " + reply.status() + " Scripted",
            "Content-Type: application/x-amz-json-1.0",
            "Content-Length: " + bytes.length,
            "",
            "");
    socket.getOutputStream().write((head + json).getBytes(StandardCharsets.UTF_8));
  }

  private String result(JsonNode entries, Reply reply) {
    ArrayNode successful = JsonNodeFactory.instance.arrayNode();
    ArrayNode failed = JsonNodeFactory.instance.arrayNode();
    for (JsonNode entry : entries) {
      String id = entry.get("Id").asText();
      ObjectNode result = JsonNodeFactory.instance.objectNode().put("Id", id);
      String code = code(reply, id);
      if (code.isEmpty()) {
        taken.add(entry.get("MessageBody").asText());
        successful.add(result.put("MessageId", "m" + id).put("MD5OfMessageBody", "none"));
      } else {
        boolean senderFault = Character.isUpperCase(code.charAt(0));
        failed.add(
            result.put("Code", code).put("SenderFault", senderFault).put("Message", "scripted"));
      }
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.set("Successful", successful);
    all.set("Failed", failed);
    return all.toString();
  }

  /** The code for this message out of {@code {0=code, 1=code}}. */
  private static String code(Reply reply, String id) {
    for (String pair : reply.body().replaceAll("[{} ]", "").split(",", -1)) {
      if (pair.startsWith(id + "=")) {
        return pair.substring(id.length() + 1);
      }
    }
    return "";
  }

  /** Reads a request's head; returns the length of its body, or -1 at the connection's end. */
  private static int contentLength(InputStream in) throws IOException {
    int length = -1;
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c != '\n') {
        line.append((char) c);
        continue;
      }
      String header = line.toString().strip().toLowerCase(Locale.ROOT);
      if (header.isEmpty()) {
        return Math.max(0, length);
      }
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
      line.setLength(0);
    }
    return -1;
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "loopback-sqs");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
