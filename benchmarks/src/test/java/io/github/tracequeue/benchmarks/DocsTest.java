// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DocsTest {

  @Test
  void rewritten_withMarks_replacesWhatIsBetweenThem() {
    String document = "a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb\n";

    assertThat(Docs.rewritten(document, "x", "new\n"))
        .isEqualTo("a\n<!-- bench:x -->\nnew\n<!-- /bench:x -->\nb\n");
  }

  @Test
  void rewritten_withHeadingAlone_putsTheMarksBelowIt() {
    String document = "a\n## Measured\nby hand\n";

    assertThat(Docs.rewritten(document, "x", "new"))
        .isEqualTo("a\n## Measured\n\n<!-- bench:x -->\nnew\n<!-- /bench:x -->\nby hand\n");
  }

  @Test
  void rewritten_withNeither_appendsAndThenKeepsItsPlace() {
    String once = Docs.rewritten("a\n", "x", "new");

    assertThat(once).isEqualTo("a\n\n## Measured\n\n<!-- bench:x -->\nnew\n<!-- /bench:x -->\n");
    assertThat(Docs.rewritten(once, "x", "new")).isEqualTo(once);
  }
}
