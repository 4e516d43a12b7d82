// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.query.TraceTree.Node;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredRun.Event;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.StoredTrace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceTreeTest {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private final List<StoredTrace> calls = new ArrayList<>();

  @Test
  void of_parentsAndChildren_areListedFromTopToBottom() {
    call("a", null, "1");
    call("c", "a", "4");
    call("b", "a", "2");
    call("d", "b", "8");

    TraceTree tree = TraceTree.of(shuffled(calls));

    assertThat(tree.nodes()).extracting(TraceTreeTest::spanOf).containsExactly("a", "c", "b", "d");
    assertThat(tree.nodes()).extracting(node -> node.depth).containsExactly(0, 1, 1, 2);
    assertThat(tree.nodes()).extracting(node -> node.parent).containsExactly(-1, 0, 0, 2);
    assertThat(tree.nodes()).extracting(node -> node.descendants).containsExactly(3, 0, 1, 0);
    assertThat(tree.nodes())
        .extracting(node -> node.costBeneath.toPlainString())
        .containsExactly("15", "4", "10", "8");
  }

  @Test
  void of_orphansOfOneParent_standTogetherUnderIt() {
    call("a", null, "1");
    call("x", "gone", "2");
    call("y", "gone", "4");

    TraceTree tree = TraceTree.of(calls);

    assertThat(tree.nodes()).extracting(Node::isMissing).containsExactly(false, true, false, false);
    Node missing = tree.nodes().get(1);
    assertThat(missing.spanId).isEqualTo("gone");
    assertThat(missing.costBeneath).isEqualByComparingTo("6");
    assertThat(missing.start()).isEqualTo(START.plusSeconds(1));
    assertThat(tree.costUsd()).isEqualByComparingTo("7");
  }

  @Test
  void of_orphanWhoseParentComesLater_findsItsPlace() {
    call("x", "a", "2");
    call("a", null, "1");

    assertThat(TraceTree.of(calls).nodes())
        .extracting(TraceTreeTest::spanOf)
        .containsExactly("a", "x");
  }

  @Test
  void of_rollUpAboveItsLeaves_countsOnlyTheLeaves() {
    add(new Calls().operation("invoke_agent").cost("7").span("r", null));
    call("a", "r", "1");
    call("b", "r", "2");

    TraceTree tree = TraceTree.of(calls);

    assertThat(tree.costUsd()).isEqualByComparingTo("3");
    assertThat(tree.nodes().get(0).counted).isFalse();
    assertThat(tree.countedCalls()).hasSize(2);
  }

  @Test
  void of_nestedRollUps_countTheLeavesOnce() {
    add(new Calls().operation("invoke_workflow").cost("9").span("w", null));
    add(new Calls().operation("invoke_agent").cost("3").span("r", "w"));
    call("a", "r", "1");
    call("b", "r", "2");

    assertThat(TraceTree.of(calls).costUsd()).isEqualByComparingTo("3");
  }

  @Test
  void of_rollUpWithoutLeaves_countsItself() {
    add(new Calls().operation("invoke_agent").cost("7").span("r", null));

    TraceTree tree = TraceTree.of(calls);

    assertThat(tree.costUsd()).isEqualByComparingTo("7");
    assertThat(tree.nodes().get(0).counted).isTrue();
  }

  @Test
  void of_rollUpAboveUnpricedLeaves_keepsItsCost() {
    add(new Calls().operation("invoke_agent").cost("7").span("r", null));
    add(new Calls().cost(null).span("a", "r"));

    assertThat(TraceTree.of(calls).costUsd()).isEqualByComparingTo("7");
  }

  @Test
  void of_callsWithoutSpans_areRootsOrLeaves() {
    add(new Calls().cost("1"));
    add(new Calls().cost("2"));
    call("a", null, "4");
    add(new Calls().cost("8").span(null, "a"));

    TraceTree tree = TraceTree.of(calls);

    assertThat(tree.nodes()).hasSize(4);
    assertThat(tree.costUsd()).isEqualByComparingTo("15");
    assertThat(tree.nodes()).extracting(node -> node.depth).containsExactly(0, 0, 0, 1);
  }

  @Test
  void of_twoCallsUnderOneSpan_areBothThere() {
    call("a", null, "1");
    call("a", null, "2");
    call("b", "a", "4");

    TraceTree tree = TraceTree.of(calls);

    assertThat(tree.nodes()).hasSize(3);
    assertThat(tree.costUsd()).isEqualByComparingTo("7");
  }

  @Test
  void of_aCircle_isCutAtItsFirstCall() {
    call("a", "c", "1");
    call("b", "a", "2");
    call("c", "b", "4");
    call("d", "d", "8");
    call("e", "b", "16");

    TraceTree tree = TraceTree.of(shuffled(calls));

    assertThat(tree.nodes())
        .extracting(TraceTreeTest::spanOf)
        .containsExactly("a", "b", "c", "e", "d");
    assertThat(tree.nodes())
        .extracting(node -> node.cutCircle)
        .containsExactly(true, false, false, false, true);
    assertThat(tree.costUsd()).isEqualByComparingTo("31");
  }

  @Test
  void of_aChainOfTenThousand_isTenThousandDeep() {
    for (int i = 0; i < 10_000; i++) {
      call("s" + i, i == 0 ? null : "s" + (i - 1), "0.001");
    }

    TraceTree tree = TraceTree.of(calls);

    assertThat(tree.nodes()).hasSize(10_000);
    assertThat(tree.nodes().get(9_999).depth).isEqualTo(9_999);
    assertThat(tree.costUsd()).isEqualByComparingTo("10");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void of_anyGraphOfParents_hasEachCallOnceAndItsCostOnce(long seed) {
    Random random = new Random(seed);
    int count = 1 + random.nextInt(200);
    for (int i = 0; i < count; i++) {
      String span = random.nextInt(10) == 0 ? null : "s" + random.nextInt(count);
      String parent = random.nextInt(5) == 0 ? null : "s" + random.nextInt(count + 5);
      add(new Calls().cost("1").span(span, parent));
    }

    TraceTree tree = TraceTree.of(calls);

    assertThat(tree.nodes().stream().filter(node -> !node.isMissing()).map(node -> node.call))
        .containsExactlyInAnyOrderElementsOf(calls);
    assertThat(tree.costUsd()).isEqualByComparingTo(String.valueOf(count));
    for (int i = 0; i < tree.nodes().size(); i++) {
      Node node = tree.nodes().get(i);
      assertThat(node.parent).isLessThan(i);
      assertThat(node.depth)
          .isEqualTo(node.parent < 0 ? 0 : tree.nodes().get(node.parent).depth + 1);
    }
  }

  @Test
  void of_callsBeneathTheSpanOfTheirRun_standUnderTheRunAndItUnderItsStarter() {
    call("a", "00000000000000c1", "1");
    call("b", "00000000000000c2", "2");

    TraceTree tree =
        TraceTree.of(
            calls,
            List.of(
                run("r#00000000000000c2", "r#00000000000000c1"), run("r#00000000000000c1", null)));

    assertThat(tree.nodes())
        .extracting(TraceTreeTest::spanOf)
        .containsExactly("00000000000000c1", "00000000000000c2", "b", "a");
    assertThat(tree.nodes()).extracting(node -> node.depth).containsExactly(0, 1, 2, 1);
    assertThat(tree.nodes()).noneMatch(Node::isMissing);
    assertThat(tree.nodes().get(0).costBeneath).isEqualByComparingTo("3");
    assertThat(tree.nodes().get(0).lastEnd).isEqualTo(START.plusSeconds(9));
  }

  @Test
  void of_runsThatStartedEachOther_areBothThere() {
    call("00000000000000c3", "00000000000000c1", "1");

    TraceTree tree =
        TraceTree.of(
            calls,
            List.of(
                run("r#00000000000000c1", "r#00000000000000c2"),
                run("r#00000000000000c2", "r#00000000000000c1"),
                run("r#00000000000000c3", "r#00000000000000c1"),
                run("r#00000000000000c4", "r#00000000000000c3"),
                run("without-a-span", null)));

    assertThat(tree.nodes())
        .extracting(TraceTreeTest::spanOf)
        .containsExactlyInAnyOrder(
            "00000000000000c1", "00000000000000c2", "00000000000000c3", "00000000000000c4");
    assertThat(tree.costUsd()).isEqualByComparingTo("1");
  }

  private static StoredRun run(String id, @Nullable String parentRunId) {
    Event event = new Event(Status.SUCCEEDED, START.plusSeconds(9), "e");
    return new StoredRun(
        id, "cto", event, START, START.plusSeconds(9), null, "t", parentRunId, Set.of("e"));
  }

  private void call(String span, @Nullable String parent, String cost) {
    add(new Calls().cost(cost).span(span, parent));
  }

  private void add(Calls call) {
    calls.add(call.at(START.plusSeconds(calls.size())));
  }

  private static List<StoredTrace> shuffled(List<StoredTrace> calls) {
    List<StoredTrace> shuffled = new ArrayList<>(calls);
    Collections.shuffle(shuffled, new Random(3));
    return shuffled;
  }

  private static String spanOf(Node node) {
    return node.spanId;
  }
}
