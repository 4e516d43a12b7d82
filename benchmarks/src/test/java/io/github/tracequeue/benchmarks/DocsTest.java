// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class DocsTest {

  @Test
  void rewritten_withMarks_replacesWhatIsBetweenThem() {
    String document = "a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb\n";

    assertThat(Docs.rewritten(document, "x", "new\n"))
        .isEqualTo("a\n<!-- bench:x -->\nnew\n<!-- /bench:x -->\nb\n");
  }

  @Test
  void rewritten_withoutMarks_saysWhatIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Docs.rewritten("a\n", "x", "new"))
        .withMessage("the document has no section <!-- bench:x --> ... <!-- /bench:x -->");
  }
}
