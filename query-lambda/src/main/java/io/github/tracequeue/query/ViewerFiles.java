// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The viewer's page and its files, from the class path. Thread-safe. */
final class ViewerFiles {

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final Set<String> MODULES =
      Set.of(
          "agent",
          "api",
          "app",
          "call",
          "charts",
          "dom",
          "facts",
          "filters",
          "format",
          "limits",
          "live",
          "names",
          "overview",
          "prompts",
          "range",
          "run",
          "runbook",
          "runs",
          "settings",
          "trace",
          "traces",
          "tree");
  private static final Map<String, Source> FILES = files();

  private final Map<String, byte[]> loaded = new ConcurrentHashMap<>();

  private record Source(String resource, String contentType) {}

  Optional<ApiResponse> file(String path) {
    Source source = FILES.get(path);
    return source == null
        ? Optional.empty()
        : Optional.of(
            ApiResponse.of(
                200,
                source.contentType,
                loaded.computeIfAbsent(source.resource, ViewerFiles::load)));
  }

  /** The paths of all files. */
  static Set<String> paths() {
    return FILES.keySet();
  }

  private static byte[] load(String resource) {
    try (InputStream in = ViewerFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Source> files() {
    Map<String, Source> files = new TreeMap<>();
    files.put("/", new Source("viewer/index.html", "text/html; charset=utf-8"));
    files.put("/openapi.json", new Source("openapi.json", ApiResponse.JSON));
    files.put("/operations.md", new Source("viewer/operations.md", "text/markdown; charset=utf-8"));
    files.put("/assets/viewer.css", new Source("viewer/viewer.css", STYLE));
    files.put("/assets/icon.svg", new Source("viewer/icon.svg", "image/svg+xml"));
    files.put("/assets/uPlot.css", new Source(CHARTS + "uPlot.min.css", STYLE));
    files.put("/assets/uPlot.js", new Source(CHARTS + "uPlot.iife.min.js", SCRIPT));
    for (String module : MODULES) {
      files.put("/assets/" + module + ".js", new Source("viewer/" + module + ".js", SCRIPT));
    }
    return files;
  }
}
