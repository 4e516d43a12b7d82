// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.query;

import io.github.tracequeue.cli.options.CallOptions;
import io.github.tracequeue.cli.options.TimeRangeOptions;
import io.github.tracequeue.query.ApiRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to the query API. Not thread-safe. */
public final class ApiQuestion {
  private final String path;
  private final Map<String, List<String>> parameters = new LinkedHashMap<>();

  private ApiQuestion(String path) {
    this.path = path;
  }

  /** A question to a route; each name is one segment after it. */
  public static ApiQuestion to(String route, String... names) {
    StringBuilder path = new StringBuilder(route);
    for (String name : names) {
      path.append('/').append(encoded(name));
    }
    return new ApiQuestion(path.toString());
  }

  /** Adds a parameter, unless its value is null. */
  public ApiQuestion with(String name, @Nullable Object value) {
    if (value != null) {
      parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value.toString());
    }
    return this;
  }

  /** Adds what selects calls. */
  public ApiQuestion matching(CallOptions calls) {
    return with("agent", calls.agent())
        .with("model", calls.model())
        .with("provider", calls.provider());
  }

  /** Adds the time range. */
  public ApiQuestion within(TimeRangeOptions range) {
    return with("since", range.since()).with("from", range.from()).with("until", range.until());
  }

  ApiRequest request() {
    return new ApiRequest("GET", path, parameters, Map.of());
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
