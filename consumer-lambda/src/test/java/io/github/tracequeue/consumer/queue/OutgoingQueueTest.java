// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.queue.OutgoingQueue.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OutgoingQueueTest {

  private static final int MEBIBYTE = 1024 * 1024;

  @Test
  void requests_manySmallMessages_areTenEachInTheirOrder() {
    List<Integer> items = IntStream.range(0, 25).boxed().toList();

    List<Request<Integer>> requests =
        OutgoingQueue.requests(items, item -> new OutgoingMessage("body " + item, Map.of()));

    assertThat(requests)
        .extracting(request -> request.messages().size())
        .containsExactly(10, 10, 5);
    assertThat(requests.stream().flatMap(request -> request.items().stream()))
        .containsExactlyElementsOf(items);
    assertThat(requests.get(2).messages().get(4).body()).isEqualTo("body 24");
  }

  @Test
  void requests_largeMessages_fitTogetherIntoOneMebibyte() {
    assertThat(sizes(Collections.nCopies(7, 300_000))).containsExactly(3, 3, 1);
  }

  @Test
  void requests_messageOfTheLimit_goesAlone() {
    List<Integer> bodies = new ArrayList<>(List.of(10, MEBIBYTE, MEBIBYTE, 10));

    assertThat(sizes(bodies)).containsExactly(1, 1, 1, 1);
  }

  @Test
  void requests_ofNothing_areNone() {
    assertThat(sizes(List.of())).isEmpty();
  }

  @Test
  void bytes_ofAMessage_countItsAttributesToo() {
    OutgoingMessage message =
        new OutgoingMessage("\u00e9", Map.of("reason", "not_json", "empty", ""));

    assertThat(message.attributes()).containsOnlyKeys("reason");
    assertThat(message.bytes()).isEqualTo(2 + "reason".length() + "not_json".length() + 6);
  }

  private static List<Integer> sizes(List<Integer> bodies) {
    return OutgoingQueue.requests(bodies, size -> new OutgoingMessage("x".repeat(size), Map.of()))
        .stream()
        .map(request -> request.messages().size())
        .toList();
  }
}
