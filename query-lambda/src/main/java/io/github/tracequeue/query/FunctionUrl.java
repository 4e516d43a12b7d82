// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Lambda's event and response of a function URL, payload format 2.0. */
final class FunctionUrl {

  private static final JsonFactory JSON = new JsonFactory();

  private FunctionUrl() {}

  /**
   * The request in an event.
   *
   * @throws IllegalArgumentException if its query is not valid percent-encoding
   */
  static ApiRequest request(InputStream event) throws IOException {
    String method = "GET";
    String path = "/";
    String query = "";
    Map<String, String> headers = new HashMap<>();
    try (JsonParser json = JSON.createParser(event)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "rawPath" -> path = json.getValueAsString("/");
          case "rawQueryString" -> query = json.getValueAsString("");
          case "headers" -> headers = texts(json);
          case "requestContext" -> method = method(json, method);
          default -> json.skipChildren();
        }
      }
    }
    return ApiRequest.of(method, path.isEmpty() ? "/" : path, query, headers);
  }

  /** The response in Lambda's format. A compressed body is encoded in Base64. */
  static byte[] response(ApiResponse response) {
    boolean binary = response.headers().containsKey("Content-Encoding");
    String body =
        binary
            ? Base64.getEncoder().encodeToString(response.body())
            : new String(response.body(), StandardCharsets.UTF_8);
    return JsonWriter.bytes(
        json -> {
          json.startObject().number("statusCode", (long) response.status());
          json.texts("headers", response.headers());
          json.text("body", body).flag("isBase64Encoded", binary).end();
        });
  }

  private static Map<String, String> texts(JsonParser json) throws IOException {
    Map<String, String> texts = new HashMap<>();
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return texts;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      texts.put(name, json.getValueAsString(""));
      json.skipChildren();
    }
    return texts;
  }

  private static String method(JsonParser json, String absent) throws IOException {
    String method = absent;
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return method;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean http = json.currentName().equals("http");
      json.nextToken();
      if (http) {
        method = texts(json).getOrDefault("method", absent);
      } else {
        json.skipChildren();
      }
    }
    return method;
  }
}
