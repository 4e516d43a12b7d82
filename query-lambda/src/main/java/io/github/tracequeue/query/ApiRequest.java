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
 * A request to the API, whatever carried it.
 *
 * @param method in upper case
 * @param path still percent-encoded, from the slash after the place where the API is served
 * @param query decoded parameters in the order they came, each with all of its values
 * @param headers by name in lower case
 */
public record ApiRequest(
    String method, String path, Map<String, List<String>> query, Map<String, String> headers) {

  /**
   * A request of its raw parts.
   *
   * @throws IllegalArgumentException if the query is not well percent-encoded
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

  /** The path's part after a prefix, decoded; null where there is none that can be decoded. */
  @Nullable String pathAfter(String prefix) {
    if (!path.startsWith(prefix) || path.length() == prefix.length()) {
      return null;
    }
    // Only percent signs are escapes in a path: a plus is a plus.
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
