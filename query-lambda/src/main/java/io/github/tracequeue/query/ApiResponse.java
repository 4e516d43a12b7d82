// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response of the API, independent of the transport.
 *
 * @param status the HTTP status
 * @param headers by name, in the order to send
 * @param body the body; empty if {@code stream} writes it
 * @param stream writes a body of unknown length; null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a list of bytes would be copied.
public record ApiResponse(
    int status, Map<String, String> headers, byte[] body, @Nullable BodyWriter stream) {

  static final String JSON = "application/json";
  private static final byte[] NOTHING = {};

  /** Writes a body piece by piece. */
  @FunctionalInterface
  public interface BodyWriter {
    void writeTo(OutputStream out) throws IOException;
  }

  static ApiResponse of(int status, String contentType, byte[] body) {
    return new ApiResponse(status, Map.of("Content-Type", contentType), body, null);
  }

  static ApiResponse json(byte[] body) {
    return of(200, JSON, body);
  }

  static ApiResponse streaming(String contentType, BodyWriter stream) {
    return new ApiResponse(200, Map.of("Content-Type", contentType), NOTHING, stream);
  }

  ApiResponse withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiResponse(status, more, body, stream);
  }

  ApiResponse withBody(int newStatus, byte[] newBody) {
    return new ApiResponse(newStatus, headers, newBody, null);
  }

  ApiResponse withoutBody() {
    return new ApiResponse(status, headers, NOTHING, null);
  }
}
