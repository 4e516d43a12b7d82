// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.message.Reason;
import io.github.tracequeue.consumer.message.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class QuarantineRequestsTest {

  private static final int MEBIBYTE = 1024 * 1024;

  @Test
  void requests_manySmallBodies_areTenEach() {
    List<List<RejectedBody>> requests = QuarantineQueue.requests(bodies(25, 100));

    assertThat(requests).extracting(List::size).containsExactly(10, 10, 5);
    assertThat(requests.stream().flatMap(List::stream).map(RejectedBody::messageId))
        .containsExactlyElementsOf(IntStream.range(0, 25).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void requests_largeBodies_fitTogetherIntoOneMebibyte() {
    List<List<RejectedBody>> requests = QuarantineQueue.requests(bodies(7, 300_000));

    assertThat(requests).extracting(List::size).containsExactly(3, 3, 1);
  }

  @Test
  void requests_bodyOfTheLimit_goesAlone() {
    List<RejectedBody> bodies = new ArrayList<>(bodies(1, 10));
    bodies.addAll(bodies(2, MEBIBYTE));
    bodies.addAll(bodies(1, 10));

    assertThat(QuarantineQueue.requests(bodies)).extracting(List::size).containsExactly(1, 1, 1, 1);
  }

  @Test
  void requests_ofNothing_areNone() {
    assertThat(QuarantineQueue.requests(List.of())).isEmpty();
  }

  private static List<RejectedBody> bodies(int count, int size) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new RejectedBody(
                    "m" + i,
                    RejectedBody.WHOLE_MESSAGE,
                    new Rejection(Reason.NOT_JSON, "", ""),
                    "x".repeat(size)))
        .toList();
  }
}
