// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.EventQueue.Offer;
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

/** The queue's bounds and order, with several agents at once. */
@Timeout(60)
final class EventQueueTest {
  private static final int AGENTS = 8;
  private static final long AMPLE = 1L << 30;

  @Test
  void offer_untilFull_acceptsExactlyAsManyEventsAsAllowed() throws InterruptedException {
    for (int most : List.of(1, 100, 1_000, 8_192)) {
      var queue = new EventQueue(most, AMPLE);
      var accepted = new AtomicInteger();

      agents(agent -> accepted.addAndGet(fill(queue, Events.numbered(agent))));

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

      agents(agent -> accepted.addAndGet(fill(queue, event)));

      assertThat((long) accepted.get()).isEqualTo(most / event.heapBytes);
      assertThat(queue.pendingBytes()).isEqualTo(accepted.get() * (long) event.heapBytes);
    }
  }

  @Test
  void remove_event_keepsItsRoomUntilItIsReleased() {
    var queue = new EventQueue(2, AMPLE);
    TraceEvent event = Events.numbered(1);
    fill(queue, event);
    queue.remove();

    assertThat(queue.offer(event)).isEqualTo(Offer.FULL);
    queue.release(1, event.heapBytes);
    assertThat(queue.offer(event)).isEqualTo(Offer.ACCEPTED);
  }

  @Test
  void peek_whileAgentsOffer_givesEachEventOnceAndThoseOfAnAgentInOrder()
      throws InterruptedException {
    int each = 20_000;
    var queue = new EventQueue(256, AMPLE);
    var released = new AtomicLong();
    var peak = new AtomicLong();
    var isOver = new AtomicBoolean();
    Map<Integer, Integer> next = new HashMap<>();
    List<Integer> disorder = new ArrayList<>();
    var taker =
        new Thread(
            () -> {
              while (!isOver.get() || queue.hasEvents()) {
                peak.accumulateAndGet(queue.accepted() - released.get(), Math::max);
                long ticket = queue.head();
                Event event = queue.peek();
                if (event == null) {
                  Thread.onSpinWait();
                  continue;
                }
                queue.remove();
                int number = Events.number(event);
                if (next.merge(number / each, 1, Integer::sum) != number % each + 1
                    || ticket != released.get()) {
                  disorder.add(number);
                }
                released.incrementAndGet();
                queue.release(1, event.heapBytes);
              }
            });
    taker.start();

    agents(
        agent -> {
          for (int i = 0; i < each; i++) {
            TraceEvent event = Events.numbered(agent * each + i);
            while (queue.offer(event) != Offer.ACCEPTED) {
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
  }

  @Test
  void offer_afterClose_isRefusedAndTheRestIsStillThere() {
    var queue = new EventQueue(2, AMPLE);
    TraceEvent event = Events.numbered(1);
    queue.offer(event);
    queue.close();

    assertThat(queue.offer(event)).isEqualTo(Offer.CLOSED);
    assertThat(queue.isClosed()).isTrue();
    assertThat(queue.peek()).isSameAs(event);
    queue.release(1, event.heapBytes);
    assertThat(queue.pendingEvents()).isZero();
    assertThat(queue.isClosed()).isTrue();
  }

  /** Offers the event until it is refused; returns how often it was accepted. */
  private static int fill(EventQueue queue, TraceEvent event) {
    int accepted = 0;
    while (queue.offer(event) == Offer.ACCEPTED) {
      accepted++;
    }
    return accepted;
  }

  private interface Work {
    void of(int agent);
  }

  /** Work of several threads at once. */
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
