// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.view;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * An HTTP client that sends whatever it is told: the JDK's own refuses to lie about the host.
 *
 * @param status of the answer
 * @param headers of the answer, by name in lower case
 * @param body still encoded, a character for each byte
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RawHttp(int status, Map<String, String> headers, String body) {

  /** What a request with exactly these headers gets; the path may hold a query. */
  static RawHttp send(URI server, String method, String path, Map<String, String> headers)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      StringBuilder request = new StringBuilder(method + ' ' + path + " HTTP/1.1\r\n");
      headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
      request.append("Connection: close\r\n\r\n");
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
      return parse(socket.getInputStream().readAllBytes());
    }
  }

  /** The same as a browser's own tab asks. */
  static RawHttp get(URI server, String path, Map<String, String> more) throws IOException {
    Map<String, String> headers = new TreeMap<>(more);
    headers.putIfAbsent("Host", "127.0.0.1:" + server.getPort());
    return send(server, "GET", path, headers);
  }

  /** The body as text, uncompressed. */
  String text() throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    if (!"gzip".equals(headers.get("content-encoding"))) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static RawHttp parse(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    String body = text.substring(end + 4);
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      body = unchunked(body);
    }
    return new RawHttp(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, body);
  }

  private static String unchunked(String text) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    while (true) {
      int line = text.indexOf("\r\n", at);
      int size = Integer.parseInt(text.substring(at, line), 16);
      if (size == 0) {
        return body.toString();
      }
      body.append(text, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
    }
  }
}
