// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WorkersTest {

  private final Workers workers = Workers.ofAtMost(4);

  @Test
  void run_manyTasks_givesEachResultInItsPlace() throws InterruptedException {
    List<Callable<Integer>> tasks = new ArrayList<>();
    IntStream.range(0, 10_000).forEach(i -> tasks.add(() -> i));

    List<TaskResult<Integer>> results = workers.run(tasks, in(Duration.ofSeconds(30)));

    assertThat(results)
        .containsExactlyElementsOf(
            IntStream.range(0, 10_000).mapToObj(TaskResult.Done<Integer>::new).toList());
  }

  @Test
  void run_tasksThatThrow_failAloneWhateverTheyThrow() throws InterruptedException {
    Error error = new StackOverflowError();
    Exception exception = new Exception();
    List<Callable<Integer>> tasks =
        List.of(
            () -> 1,
            () -> {
              throw error;
            },
            () -> {
              throw exception;
            },
            () -> 4);

    assertThat(workers.run(tasks, in(Duration.ofSeconds(30))))
        .containsExactly(
            new TaskResult.Done<>(1),
            new TaskResult.Failed<>(error),
            new TaskResult.Failed<>(exception),
            new TaskResult.Done<>(4));
  }

  @Test
  void run_waitingTasks_areUnderWayAtOnceUpToTheLimit() throws InterruptedException {
    CyclicBarrier four = new CyclicBarrier(4);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Callable<Integer> task =
        () -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          four.await(30, TimeUnit.SECONDS);
          return running.decrementAndGet();
        };

    List<TaskResult<Integer>> results =
        workers.run(Collections.nCopies(16, task), in(Duration.ofSeconds(30)));

    assertThat(results).hasSize(16).allMatch(TaskResult.Done.class::isInstance);
    assertThat(most).hasValue(4);
  }

  @Test
  void run_pastTheDeadline_leavesTheRestUnfinishedAndTakesNoLateResult()
      throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    List<Callable<Integer>> tasks = new ArrayList<>();
    tasks.add(() -> 1);
    IntStream.range(0, 8)
        .forEach(
            i ->
                tasks.add(
                    () -> {
                      never.await();
                      return 2;
                    }));

    List<TaskResult<Integer>> results = workers.run(tasks, in(Duration.ofMillis(300)));
    never.countDown();

    assertThat(results.get(0)).isEqualTo(new TaskResult.Done<>(1));
    assertThat(results.subList(1, 9)).containsOnly(new TaskResult.Unfinished<>());
  }

  @Test
  void run_withoutTime_startsNothing() throws InterruptedException {
    AtomicInteger started = new AtomicInteger();
    List<TaskResult<Integer>> results =
        workers.run(List.of(started::incrementAndGet), in(Duration.ofMillis(-1)));

    assertThat(results).containsExactly(new TaskResult.Unfinished<>());
    assertThat(started).hasValue(0);
  }

  @Test
  void run_nothing_returnsAtOnce() throws InterruptedException {
    assertThat(workers.run(List.<Callable<Integer>>of(), in(Duration.ofSeconds(30)))).isEmpty();
  }

  @Test
  void threads_afterTheWork_endByThemselves() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    workers.run(
        List.of(
            () -> {
              threads.add(Thread.currentThread());
              return 1;
            }),
        in(Duration.ofSeconds(30)));

    assertThat(threads.get(0).isDaemon()).isTrue();
    threads.get(0).join(TimeUnit.SECONDS.toMillis(30));
    assertThat(threads.get(0).isAlive()).isFalse();
  }

  private static Deadline in(Duration time) {
    return Deadline.in(time, System::nanoTime);
  }
}
