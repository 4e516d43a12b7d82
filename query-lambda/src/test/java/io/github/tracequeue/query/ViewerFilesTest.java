// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ViewerFilesTest {

  private static final int MOST_BYTES = 250_000;

  private static final Pattern REFERENCE =
      Pattern.compile("(?:href|src)=\"(assets/[^\"]+)\"|from '\\./([^']+)'");

  /** What scripts ask for. */
  private static final Set<String> LATER = Set.of("/openapi.json", "/operations.md");

  private final ViewerFiles files = new ViewerFiles();

  @Test
  void page_withAllThatItLoads_weighsAtMost250Kilobytes() {
    Map<String, Integer> loaded = loadedByThePage();
    int total = loaded.values().stream().mapToInt(Integer::intValue).sum();

    System.out.println("the viewer's page: " + total + " bytes uncompressed");
    assertThat(total).as("%s", loaded).isLessThanOrEqualTo(MOST_BYTES);
    assertThat(loaded.keySet()).contains("/", "/assets/uPlot.js", "/assets/tree.js");
  }

  @Test
  void paths_allFiles_areLoadedByThePage() {
    Map<String, Integer> loaded = loadedByThePage();

    assertThat(ViewerFiles.paths())
        .allMatch(path -> loaded.containsKey(path) || LATER.contains(path));
  }

  @Test
  void page_itsMarkup_holdsNoScriptAndNoStyle() {
    String page = text("/");

    assertThat(page).doesNotContainPattern("<script(?![^>]*src=)").doesNotContain("<style");
    assertThat(page).doesNotContainPattern("\\son[a-z]+=").doesNotContain("style=");
    assertThat(page).doesNotContain("http:", "https:", "//cdn");
  }

  @Test
  void scripts_everyOne_makeNoMarkupOfText() {
    ViewerFiles.paths().stream()
        .filter(path -> path.endsWith(".js") && !path.contains("uPlot"))
        .forEach(
            path ->
                assertThat(text(path))
                    .as(path)
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML")
                    .doesNotContain("document.write", "eval(", "new Function"));
  }

  /** The page, and what follows from it, with the size of each. */
  private Map<String, Integer> loadedByThePage() {
    Map<String, Integer> loaded = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>();
    open.add("/");
    while (!open.isEmpty()) {
      String path = open.remove();
      String text = text(path);
      if (loaded.put(path, text.getBytes(StandardCharsets.UTF_8).length) == null) {
        REFERENCE
            .matcher(text)
            .results()
            .map(ViewerFilesTest::target)
            .filter(target -> !loaded.containsKey(target))
            .forEach(open::add);
      }
    }
    return loaded;
  }

  private static String target(MatchResult reference) {
    return reference.group(1) != null ? "/" + reference.group(1) : "/assets/" + reference.group(2);
  }

  private String text(String path) {
    return new String(files.file(path).orElseThrow().body(), StandardCharsets.UTF_8);
  }
}
