// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class BatchTest {
  private static final int CAP = 6 * 1024 * 1024;

  @Test
  void add_overTheSize_refused() {
    Batch batch = new Batch(2);

    assertThat(batch.add(message("{}"))).isTrue();
    assertThat(batch.add(message("{}"))).isTrue();
    assertThat(batch.add(message("{}"))).isFalse();
    assertThat(batch.room()).isZero();
    assertThat(batch.event()).isEqualTo("{\"Records\":[{},{}]}");
  }

  @Test
  void add_overThePayloadCap_refusedAndTheEventStaysUnderIt() {
    Batch batch = new Batch(1_000);
    // Three bytes each in UTF-8, so that counting characters would overshoot.
    String record = "\"" + "漢".repeat(340_000) + "\"";
    int accepted = 0;
    while (batch.add(message(record))) {
      accepted++;
    }

    assertThat(accepted).isEqualTo(6);
    int bytes = batch.event().getBytes(StandardCharsets.UTF_8).length;
    assertThat(bytes).isLessThanOrEqualTo(CAP);
    assertThat(bytes + record.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(CAP);
  }

  @Test
  void add_firstMessageOverTheCap_acceptedBecauseItWouldNeverFit() {
    assertThat(new Batch(10).add(message("x".repeat(CAP + 1)))).isTrue();
  }

  private static Batch.Received message(String json) {
    return new Batch.Received("id", "receipt", json);
  }
}
