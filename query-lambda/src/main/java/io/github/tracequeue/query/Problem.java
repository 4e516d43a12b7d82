// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.util.List;

/**
 * An error response as defined by RFC 9457.
 *
 * @param kind the last part of {@code type}, stable
 * @param status the HTTP status
 * @param title the same for every problem of this kind
 * @param detail the cause, and the action to take
 * @param parameters the invalid parameters
 */
public record Problem(
    String kind, int status, String title, String detail, List<ParameterError> parameters) {

  static final String CONTENT_TYPE = "application/problem+json";
  private static final String TYPE_PREFIX = "urn:tracequeue:problem:";

  /** An invalid parameter, and why it is invalid. */
  public record ParameterError(String parameter, String detail) {}

  /** Copies the list. */
  public Problem {
    parameters = List.copyOf(parameters);
  }

  /** A problem that is not about a parameter. */
  public static Problem of(String kind, int status, String title, String detail) {
    return new Problem(kind, status, title, detail, List.of());
  }

  /** A 404. */
  public static Problem notFound(String detail) {
    return of("not-found", 404, "Not found", detail);
  }

  /** The problem as an HTTP response. */
  public ApiResponse toResponse() {
    byte[] body =
        JsonWriter.bytes(
            json -> {
              json.startObject()
                  .text("type", TYPE_PREFIX + kind)
                  .text("title", title)
                  .number("status", status)
                  .text("detail", detail);
              if (!parameters.isEmpty()) {
                json.array(
                    "errors",
                    parameters,
                    error ->
                        json.startObject()
                            .text("parameter", error.parameter())
                            .text("detail", error.detail())
                            .end());
              }
              json.end();
            });
    return ApiResponse.of(status, CONTENT_TYPE, body).withHeader("Cache-Control", "no-store");
  }
}
