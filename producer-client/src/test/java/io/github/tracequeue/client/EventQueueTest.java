// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue's bounds and order, with agents that have lanes of their own. */
@Timeout(60)
final class EventQueueTest {
  private static final int AGENTS = 2 * EventQueue.LANES;
  private static final long AMPLE = 1L << 30;

  @Test
  void offer_fewEventsOfEachAgent_takesNoMoreRoomThanTheyHave() throws InterruptedException {
    var queue = new EventQueue(8_192, AMPLE);

    agents(agent -> queue.offer(Events.numbered(agent), AMPLE));

    assertThat(queue.accepted()).isEqualTo(AGENTS);
    assertThat(queue.pendingEvents()).isEqualTo(AGENTS);
    assertThat(queue.pendingBytes()).isEqualTo((long) AGENTS * Events.numbered(1).heapBytes);
    assertThat(queue.isFilling(AGENTS, AMPLE)).isTrue();
    assertThat(queue.isFilling(AGENTS + 1, AMPLE)).isFalse();
  }

  @Test
  void offer_untilFull_letsInExactlyAsManyEventsAsItMayHold() throws InterruptedException {
    for (int most : List.of(1, 100, 1_000, 8_192)) {
      var queue = new EventQueue(most, AMPLE);
      var accepted = new AtomicInteger();

      agents(agent -> accepted.addAndGet(fill(queue, Events.numbered(agent), AMPLE)));

      assertThat(accepted).as("of %s", most).hasValue(most);
      assertThat(queue.accepted()).isEqualTo(most);
      assertThat(queue.pendingEvents()).isEqualTo(most);
    }
  }

  @Test
  void offer_untilFullInBytes_leavesNoRoomForAnotherEvent() throws InterruptedException {
    TraceEvent event = Events.large(1);
    for (long most : List.of(64L << 10, 1L << 20, 8L << 20)) {
      var queue = new EventQueue(1 << 20, most);
      var accepted = new AtomicInteger();

      agents(agent -> accepted.addAndGet(fill(queue, event, most)));

      assertThat((long) accepted.get()).isEqualTo(most / event.heapBytes);
      assertThat(queue.pendingBytes()).isEqualTo(accepted.get() * (long) event.heapBytes);
    }
  }

  @Test
  void offer_overItsLimit_isTightOnlyWhileItWouldFitWithoutText() {
    TraceEvent event = Events.large(1);
    long most = 100L * event.heapBytes;
    var queue = new EventQueue(8_192, most);

    int below = fill(queue, event, most / 2);

    assertThat(below).isEqualTo(50);
    assertThat(queue.offer(event, most / 2)).isEqualTo(EventQueue.TIGHT);
    assertThat(fill(queue, event, most)).isEqualTo(50);
    assertThat(queue.offer(event, most)).isEqualTo(EventQueue.FULL);
  }

  @Test
  void offer_roomThatAnotherLaneBorrowed_isGivenBackAndUsed() throws InterruptedException {
    TraceEvent event = Events.large(1);
    long most = 200L * event.heapBytes;
    var queue = new EventQueue(8_192, most);
    // Each agent has a loan now, of which most is not used.
    agents(agent -> queue.offer(event, most));

    int others = fill(queue, event, most);

    assertThat(others).isEqualTo(200 - AGENTS);
    assertThat(queue.pendingBytes()).isEqualTo(most);
  }

  @Test
  void take_whileAgentsOffer_givesEachEventOnceAndEachAgentsInOrder() throws InterruptedException {
    int each = 20_000;
    var queue = new EventQueue(256, AMPLE);
    var released = new AtomicLong();
    var peak = new AtomicLong();
    var isOver = new AtomicBoolean();
    Map<Integer, Integer> next = new HashMap<>();
    long[] watermark = queue.nextToTake();
    List<Integer> disorder = new ArrayList<>();
    var taker =
        new Thread(
            () -> {
              while (!isOver.get() || queue.hasEvents()) {
                peak.accumulateAndGet(queue.accepted() - released.get(), Math::max);
                Event event = queue.take();
                if (event == null) {
                  Thread.onSpinWait();
                  continue;
                }
                int number = ((TraceEvent) event).inputTokens;
                int agent = number / each;
                int lane = EventQueue.lane(queue.ticket());
                if (next.merge(agent, 1, Integer::sum) != number % each + 1
                    || queue.ticket() != watermark[lane]
                    || queue.nextToTake()[lane] <= queue.ticket()) {
                  disorder.add(number);
                }
                watermark[lane] = queue.nextToTake()[lane];
                released.incrementAndGet();
                queue.release(1, event.heapBytes);
              }
            });
    taker.start();

    agents(
        agent -> {
          for (int i = 0; i < each; i++) {
            TraceEvent event = Events.numbered(agent * each + i);
            while (queue.offer(event, AMPLE) != EventQueue.ACCEPTED) {
              LockSupport.parkNanos(1_000);
            }
          }
        });
    isOver.set(true);
    taker.join();

    assertThat(disorder).isEmpty();
    assertThat(next)
        .hasSize(AGENTS)
        .allSatisfy((agent, events) -> assertThat(events).isEqualTo(each));
    assertThat(peak.get()).isBetween(1L, 256L);
    assertThat(queue.accepted()).isEqualTo((long) AGENTS * each);
    assertThat(queue.pendingEvents()).isZero();
    assertThat(queue.pendingBytes()).isZero();
    assertThat(queue.nextToTake()).isEqualTo(queue.nextToAccept());
  }

  @Test
  void take_eventsThatWait_comeBeforeThoseThatComeLater() throws InterruptedException {
    var queue = new EventQueue(8_192, AMPLE);
    agents(agent -> offer(queue, 100, Events.numbered(1)));
    List<Event> first = new ArrayList<>();
    take(queue, 1, first);
    agents(agent -> offer(queue, 100, Events.numbered(2)));

    take(queue, AGENTS * 100 - 1, first);

    assertThat(first)
        .hasSize(AGENTS * 100)
        .allSatisfy(event -> assertThat(((TraceEvent) event).inputTokens).isEqualTo(1));
  }

  @Test
  void offer_afterClose_isClosedForAgentsThatHaveRoomLeft() throws InterruptedException {
    var queue = new EventQueue(8_192, AMPLE);
    agents(agent -> queue.offer(Events.numbered(agent), AMPLE));
    queue.close();
    var closed = new AtomicInteger();

    agents(
        agent -> {
          if (queue.offer(Events.numbered(agent), AMPLE) == EventQueue.CLOSED) {
            closed.incrementAndGet();
          }
        });

    assertThat(closed).hasValue(AGENTS);
    assertThat(queue.pendingEvents()).isEqualTo(AGENTS);
  }

  private static void offer(EventQueue queue, int times, TraceEvent event) {
    for (int i = 0; i < times; i++) {
      queue.offer(event, AMPLE);
    }
  }

  private static void take(EventQueue queue, int times, List<Event> taken) {
    for (int i = 0; i < times; i++) {
      Event event = queue.take();
      if (event != null) {
        taken.add(event);
      }
    }
  }

  /** Offers the event until it is refused; how often it was not. */
  private static int fill(EventQueue queue, TraceEvent event, long limit) {
    int accepted = 0;
    while (queue.offer(event, limit) == EventQueue.ACCEPTED) {
      accepted++;
    }
    return accepted;
  }

  private interface Work {
    void of(int agent);
  }

  /** Work done by threads at once, whose ids follow each other so that they use all lanes. */
  private static void agents(Work work) throws InterruptedException {
    var start = new CountDownLatch(1);
    var failures = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < AGENTS; i++) {
      int agent = i;
      threads.add(
          new Thread(
              () -> {
                try {
                  start.await();
                  work.of(agent);
                } catch (Throwable t) {
                  failures.incrementAndGet();
                }
              }));
    }
    threads.forEach(Thread::start);
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).hasValue(0);
  }
}
