// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request or an answer of HTTP/1.1 as it goes over a wire, its body in one piece.
 *
 * @param start its first line
 * @param headers names in lower case to values
 * @param body empty where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and its maker lets go of the array.
record HttpMessage(String start, Map<String, String> headers, byte[] body) {
  private static final int MOST_LINE_BYTES = 1 << 16;

  /** The next message of a connection; null where it has ended. */
  static @Nullable HttpMessage read(InputStream in) throws IOException {
    String start = line(in);
    if (start == null) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = required(in); !line.isEmpty(); line = required(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    boolean chunked = "chunked".equalsIgnoreCase(headers.remove("transfer-encoding"));
    byte[] body =
        chunked
            ? chunks(in)
            : whole(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new HttpMessage(start, headers, body);
  }

  /** An answer of a service's own making. */
  static HttpMessage answer(int status, Map<String, String> headers, String body) {
    return new HttpMessage(
        "HTTP/1.1 " + status + " Fault", headers, body.getBytes(StandardCharsets.ISO_8859_1));
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The status of an answer. */
  int status() {
    return Integer.parseInt(start.split(" ", 3)[1]);
  }

  /** The body byte for byte, for searches in it. */
  String text() {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  byte[] bytes() {
    StringBuilder head = new StringBuilder(start).append("\r\n");
    headers.forEach(
        (name, value) -> {
          if (!name.equals("content-length")) {
            head.append(name).append(": ").append(value).append("\r\n");
          }
        });
    head.append("content-length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  void write(OutputStream out) throws IOException {
    out.write(bytes());
    out.flush();
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = chunkSize(in);
    while (size > 0) {
      body.writeBytes(whole(in, size));
      required(in);
      size = chunkSize(in);
    }
    required(in);
    return body.toByteArray();
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(required(in).split(";", 2)[0].strip(), 16);
  }

  private static byte[] whole(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended in a body");
    }
    return bytes;
  }

  private static String required(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      throw new EOFException("the connection ended in a head");
    }
    return line;
  }

  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (next != '\r') {
        line.append((char) next);
      }
      if (line.length() > MOST_LINE_BYTES) {
        throw new IOException("a line of more than " + MOST_LINE_BYTES + " bytes");
      }
    }
    return line.toString();
  }
}
