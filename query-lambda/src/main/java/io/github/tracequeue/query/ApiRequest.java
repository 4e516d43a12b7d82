// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API, independent of the transport.
 *
 * @param method in upper case
 * @param path percent-encoded, starting with the slash after the API's base path
 * @param query decoded parameters in the order of the request, each with all of its values
 * @param headers by name in lower case
 */
public record ApiRequest(
    String method, String path, Map<String, List<String>> query, Map<String, String> headers) {

  /**
   * Creates a request from its raw parts.
   *
   * @throws IllegalArgumentException if the query is not valid percent-encoding
   */
  public static ApiRequest of(
      String method, String rawPath, @Nullable String rawQuery, Map<String, String> headers) {
    Map<String, String> lowerCase = new TreeMap<>();
    headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
    return new ApiRequest(
        method.toUpperCase(Locale.ROOT),
        rawPath,
        parse(rawQuery == null ? "" : rawQuery),
        lowerCase);
  }

  /** A GET without headers. */
  public static ApiRequest get(String rawPath, @Nullable String rawQuery) {
    return of("GET", rawPath, rawQuery, Map.of());
  }

  @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }

  /** The decoded part of the path after a prefix; null if there is none or it cannot be decoded. */
  @Nullable String pathAfter(String prefix) {
    if (!path.startsWith(prefix) || path.length() == prefix.length()) {
      return null;
    }
    // In a path, only percent signs are escapes; a plus sign is literal.
    try {
      return decode(path.substring(prefix.length()).replace("+", "%2B"));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Map<String, List<String>> parse(String rawQuery) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
