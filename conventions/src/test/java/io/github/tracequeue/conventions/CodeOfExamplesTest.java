// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That code on a page below a link to an example is that file: the one which the tests run. */
final class CodeOfExamplesTest {
  private static final Pattern BLOCK =
      Pattern.compile(
          "\\]\\((\\.\\./examples/[^)]+)\\)[^\\n]*\\n\\n```\\w+\\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @CsvSource({"docs/quickstart.md, 4"})
  void code_belowALinkToAnExample_isThatFile(String name, int blocks) {
    Path page = Repository.ROOT.resolve(name);
    int found = 0;

    for (MatchResult block : BLOCK.matcher(Repository.read(page)).results().toList()) {
      Path file = page.resolveSibling(block.group(1)).normalize();
      String code = Repository.read(file).replaceFirst("^(//|#) SPDX-License-Identifier.*\\n", "");
      assertThat(block.group(2)).as("%s shows %s", page, file).isEqualTo(code);
      found++;
    }
    assertThat(found).isEqualTo(blocks);
  }
}
