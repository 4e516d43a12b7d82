// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchResponseTest {
  private static final Set<String> BATCH = Set.of("a", "b", "c");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "{}",
        "{\"batchItemFailures\":[]}",
        "{\"batchItemFailures\":null}",
        // A list under another name does not count.
        "{\"batchItemFailure\":[{\"itemIdentifier\":\"a\"}]}"
      })
  void failed_emptyOrNull_nothing(String answer) {
    assertThat(BatchResponse.failed(answer, BATCH)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"}]",
        "{\"batchItemFailures\":[]} trailing",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"unknown\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"unknown\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":7}]}",
        "{\"batchItemFailures\":[{\"messageId\":\"a\"}]}",
        "{\"batchItemFailures\":[{}]}",
        "{\"batchItemFailures\":[null]}",
        "{\"batchItemFailures\":[\"a\"]}",
        "{\"batchItemFailures\":\"a\"}",
        "{\"batchItemFailures\":{\"itemIdentifier\":\"a\"}}",
        "[]",
        "\"ok\"",
        "true"
      })
  void failed_malformed_everything(String answer) {
    assertThat(BatchResponse.failed(answer, BATCH)).isEqualTo(BATCH);
  }

  @Test
  void failed_namesMessages_exactlyThose() {
    String answer =
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"c\"},"
            + "{\"itemIdentifier\":\"a\"}]}";

    assertThat(BatchResponse.failed(answer, BATCH)).containsExactly("a", "c");
  }
}
