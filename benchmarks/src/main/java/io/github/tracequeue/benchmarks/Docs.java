// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Replaces a section of a document between two marker comments. */
final class Docs {
  private static final String MEASURED = "## Measured\n";

  private Docs() {}

  /**
   * Replaces the text between the markers of a name. If there are none, adds them below the heading
   * "Measured" or at the end. A missing document is not created.
   */
  static void rewrite(Path document, String name, String text) throws IOException {
    if (!Files.exists(document)) {
      return;
    }
    Files.writeString(document, rewritten(Files.readString(document, UTF_8), name, text), UTF_8);
  }

  static String rewritten(String document, String name, String text) {
    String begin = "<!-- bench:" + name + " -->";
    String end = "<!-- /bench:" + name + " -->";
    String section = begin + "\n" + text.strip() + "\n" + end;
    int from = document.indexOf(begin);
    int to = document.indexOf(end);
    if (from >= 0 && to > from) {
      return document.substring(0, from) + section + document.substring(to + end.length());
    }
    int heading = document.indexOf(MEASURED);
    if (heading >= 0) {
      int after = heading + MEASURED.length();
      return document.substring(0, after) + "\n" + section + "\n" + document.substring(after);
    }
    return document.stripTrailing() + "\n\n" + MEASURED + "\n" + section + "\n";
  }
}
