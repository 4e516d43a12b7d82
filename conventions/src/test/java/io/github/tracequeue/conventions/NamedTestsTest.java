// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** That each test which a page names as its proof is there. */
final class NamedTestsTest {
  private static final Pattern NAME =
      Pattern.compile("`([A-Z]\\w*(?:Test|Tests|IT|Fuzz))(?:\\.(\\w+))?`");

  /** By name, all classes of that name. */
  private static final Map<String, String> SOURCES =
      Repository.testSources().stream()
          .collect(
              toMap(
                  file -> String.valueOf(file.getFileName()).replace(".java", ""),
                  Repository::read,
                  String::concat));

  @ParameterizedTest
  @MethodSource("io.github.tracequeue.conventions.Repository#pages")
  void page_namesATest_itIsThere(Path page) {
    List<String> missing =
        names(page).stream()
            .filter(name -> !isThere(name.group(1), name.group(2)))
            .map(MatchResult::group)
            .toList();

    assertThat(missing).as("%s names tests that are not there", page).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"SECURITY.md, 25", "docs/guarantees.md, 20"})
  void page_ofClaims_namesAtLeastSoManyTests(String page, int least) {
    assertThat(names(Repository.ROOT.resolve(page))).hasSizeGreaterThanOrEqualTo(least);
  }

  @Test
  void securityTable_eachMeasure_hasATestOrSaysThatItHasNone() {
    String text = Repository.read(Repository.ROOT.resolve("SECURITY.md"));

    List<String> rows =
        text.substring(0, text.indexOf("## Fuzzing"))
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| threat"))
            .filter(row -> !NAME.matcher(row).find() && !row.contains("no test: "))
            .toList();

    assertThat(rows.stream().collect(joining("\n"))).isEmpty();
  }

  private static List<MatchResult> names(Path page) {
    return NAME.matcher(Repository.read(page)).results().toList();
  }

  private static boolean isThere(String type, String method) {
    String source = SOURCES.get(type);
    return source != null
        && (method == null || Pattern.compile("void " + method + "\\(").matcher(source).find());
  }
}
