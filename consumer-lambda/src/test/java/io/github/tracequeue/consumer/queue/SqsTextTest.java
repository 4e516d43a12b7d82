// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SqsTextTest {

  @Test
  void of_whatSqsTakes_isLeftAsItIs() {
    String text = "a\t\n\r \u0080\u00e9\ud7ff\ue000\ufffd\ud83d\ude00\udbff\udfff";

    assertThat(SqsText.of(text)).isEqualTo(text);
  }

  @Test
  void of_whatSqsRefuses_isReplaced() {
    assertThat(SqsText.of("\u0000\u0008\u000b\u001f\ufffe\uffff\ud83d \ude00"))
        .isEqualTo("\ufffd".repeat(7) + " \ufffd");
  }

  @Test
  void bytes_anyText_isItsSizeInUtf8() {
    String text = "a\u007f\u0080\u07ff\u0800\uffff\ud83d\ude00";

    assertThat(SqsText.bytes(text)).isEqualTo(text.getBytes(UTF_8).length);
  }
}
