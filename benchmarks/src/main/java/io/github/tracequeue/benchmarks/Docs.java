// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Replaces the sections of a document between two marker comments. */
final class Docs {

  private Docs() {}

  /** Replaces the text between the markers of a name. A missing document is not created. */
  static void rewrite(Path document, String name, String text) throws IOException {
    if (Files.exists(document)) {
      Files.writeString(document, rewritten(Files.readString(document, UTF_8), name, text), UTF_8);
    }
  }

  static String rewritten(String document, String name, String text) {
    String begin = "<!-- bench:" + name + " -->";
    String end = "<!-- /bench:" + name + " -->";
    int from = document.indexOf(begin);
    int to = document.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the document has no section " + begin + " ... " + end);
    }
    return document.substring(0, from)
        + begin
        + "\n"
        + text.strip()
        + "\n"
        + document.substring(to);
  }
}
