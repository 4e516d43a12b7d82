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
import java.util.concurrent.atomic.AtomicLong;
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

    List<TaskResult<Integer>> results = run(tasks, in(Duration.ofSeconds(30)));

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

    assertThat(run(tasks, in(Duration.ofSeconds(30))))
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
        run(Collections.nCopies(16, task), in(Duration.ofSeconds(30)));

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

    List<TaskResult<Integer>> results = run(tasks, in(Duration.ofMillis(300)));
    never.countDown();

    assertThat(results.get(0)).isEqualTo(new TaskResult.Done<>(1));
    assertThat(results.subList(1, 9)).containsOnly(new TaskResult.Unfinished<>());
  }

  @Test
  void run_withoutTime_startsNothing() throws InterruptedException {
    AtomicInteger started = new AtomicInteger();
    List<TaskResult<Integer>> results =
        run(List.of(started::incrementAndGet), in(Duration.ofMillis(-1)));

    assertThat(results).containsExactly(new TaskResult.Unfinished<>());
    assertThat(started).hasValue(0);
  }

  @Test
  void run_nothing_returnsAtOnce() throws InterruptedException {
    assertThat(run(List.<Callable<Integer>>of(), in(Duration.ofSeconds(30)))).isEmpty();
  }

  @Test
  void threads_afterTheWork_endByThemselves() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    run(
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

  @Test
  void run_pastTheLastStart_waitsForWhatIsUnderWayAndStartsNoMore() throws InterruptedException {
    AtomicLong nanos = new AtomicLong();
    Deadline lastStart = Deadline.in(Duration.ofSeconds(1), nanos::get);
    CyclicBarrier allThreads = new CyclicBarrier(4, () -> nanos.set(1_000_000_000));
    AtomicInteger started = new AtomicInteger();
    Callable<Integer> task =
        () -> {
          started.incrementAndGet();
          allThreads.await(30, TimeUnit.SECONDS);
          return 1;
        };

    List<TaskResult<Integer>> results =
        workers.run(Collections.nCopies(10, task), lastStart, in(Duration.ofSeconds(30)));

    // Each of the four under way when the time to start was over counts, and took no other with it.
    assertThat(results.subList(0, 4)).containsOnly(new TaskResult.Done<>(1));
    assertThat(results.subList(4, 10)).containsOnly(new TaskResult.Unfinished<>());
    assertThat(started).hasValue(4);
  }

  @Test
  void run_allThreadsBusyElsewhere_leavesItsTasksAtTheLastStart() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(4);
    Thread other =
        new Thread(
            () -> {
              try {
                run(
                    Collections.nCopies(
                        4,
                        () -> {
                          busy.countDown();
                          released.await();
                          return 1;
                        }),
                    in(Duration.ofSeconds(30)));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    other.start();
    busy.await();
    long start = System.nanoTime();

    List<TaskResult<Integer>> results =
        workers.run(
            List.of(() -> 2, () -> 3), in(Duration.ofMillis(100)), in(Duration.ofSeconds(20)));

    assertThat(results).containsOnly(new TaskResult.Unfinished<>());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    released.countDown();
    other.join();
  }

  private <T> List<TaskResult<T>> run(List<? extends Callable<T>> tasks, Deadline deadline)
      throws InterruptedException {
    return workers.run(tasks, deadline, deadline);
  }

  private static Deadline in(Duration time) {
    return Deadline.in(time, System::nanoTime);
  }
}
