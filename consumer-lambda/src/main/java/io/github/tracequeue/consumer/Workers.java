// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks that wait for a service, with a limit on concurrent tasks of all invocations of this
 * process. Idle threads end soon. Thread-safe.
 */
final class Workers {

  /** The delay after which another thread starts to work. */
  private static final long RAMP_UP_NANOS = 50_000;

  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ExecutorService threads;
  private final int parallelism;

  private Workers(ExecutorService threads, int parallelism) {
    this.threads = threads;
    this.parallelism = parallelism;
  }

  static Workers ofAtMost(int parallelism) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            parallelism,
            parallelism,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "tracequeue-writer-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return new Workers(threads, parallelism);
  }

  /** Runs each task once; see {@link #run(List, Deadline, Deadline, Predicate)}. */
  <T> List<TaskResult<T>> run(List<? extends Callable<T>> tasks, Deadline lastStart, Deadline end)
      throws InterruptedException {
    return run(tasks, lastStart, end, failure -> false);
  }

  /**
   * Runs the tasks until all are finished or the time is over. A task that runs at {@code end}
   * continues, but its result is ignored.
   *
   * @param lastStart no task starts after this deadline, so that running tasks can finish
   * @param end the method returns at this deadline
   * @param isBusy whether a failure means that the service is overloaded: the task is retried after
   *     the others, and its thread pauses
   * @return a result for each task, in order
   */
  <T> List<TaskResult<T>> run(
      List<? extends Callable<T>> tasks,
      Deadline lastStart,
      Deadline end,
      Predicate<Throwable> isBusy)
      throws InterruptedException {
    Run<T> run = new Run<>(tasks, lastStart, end, isBusy);
    // One by one, because waking all threads would cost more than short tasks.
    for (int i = 0; i < parallelism && run.hasWork(); i++) {
      run.start(threads);
      if (run.isDoneWithin(RAMP_UP_NANOS)) {
        break;
      }
    }
    return run.await();
  }

  private static final class Run<T> {

    private final List<? extends Callable<T>> tasks;
    private final Deadline lastStart;
    private final Deadline end;
    private final Predicate<Throwable> isBusy;
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Integer> again = new ConcurrentLinkedQueue<>();
    private final AtomicReferenceArray<@Nullable TaskResult<T>> failures;
    private final AtomicReferenceArray<@Nullable TaskResult<T>> results;
    private final CountDownLatch undone;

    Run(
        List<? extends Callable<T>> tasks,
        Deadline lastStart,
        Deadline end,
        Predicate<Throwable> isBusy) {
      this.tasks = tasks;
      this.lastStart = lastStart;
      this.end = end;
      this.isBusy = isBusy;
      this.failures = new AtomicReferenceArray<>(tasks.size());
      this.results = new AtomicReferenceArray<>(tasks.size());
      this.undone = new CountDownLatch(tasks.size());
    }

    boolean hasWork() {
      return (next.get() < tasks.size() || !again.isEmpty()) && !lastStart.isOver();
    }

    void start(Executor threads) {
      threads.execute(this::work);
    }

    boolean isDoneWithin(long nanos) throws InterruptedException {
      return undone.await(nanos, TimeUnit.NANOSECONDS);
    }

    List<TaskResult<T>> await() throws InterruptedException {
      boolean done = isDoneWithin(Math.max(0, lastStart.remaining().toNanos()));
      if (!done) {
        leaveTheRest();
        done = isDoneWithin(Math.max(0, end.remaining().toNanos()));
      }
      List<TaskResult<T>> all = new ArrayList<>(tasks.size());
      for (int i = 0; i < tasks.size(); i++) {
        // Late results are ignored from here on.
        if (!done) {
          results.compareAndSet(i, null, unfinished(i));
        }
        all.add(Objects.requireNonNull(results.get(i)));
      }
      return all;
    }

    private void work() {
      long pauseNanos = LEAST_PAUSE_NANOS;
      for (int i = take(); i < tasks.size(); i = take()) {
        TaskResult<T> result = lastStart.isOver() ? unfinished(i) : result(tasks.get(i));
        if (!lastStart.isOver() && isBusy(result)) {
          failures.set(i, result);
          again.add(i);
          pause(pauseNanos);
          pauseNanos = Math.min(LONGEST_PAUSE_NANOS, 2 * pauseNanos);
        } else {
          finish(i, result);
          pauseNanos = LEAST_PAUSE_NANOS;
        }
      }
    }

    /** Removes the tasks that have not started, so that only running tasks remain. */
    private void leaveTheRest() {
      for (int i = take(); i < tasks.size(); i = take()) {
        finish(i, unfinished(i));
      }
    }

    /** A task that has not started, or the number of tasks if there is none. */
    private int take() {
      int first = next.getAndIncrement();
      if (first < tasks.size()) {
        return first;
      }
      return Objects.requireNonNullElse(again.poll(), tasks.size());
    }

    private void finish(int i, TaskResult<T> result) {
      results.compareAndSet(i, null, result);
      undone.countDown();
    }

    /** The result of an unfinished task: its last failure, if it has one. */
    private TaskResult<T> unfinished(int i) {
      return Objects.requireNonNullElseGet(failures.get(i), TaskResult.Unfinished::new);
    }

    private boolean isBusy(TaskResult<T> result) {
      return result instanceof TaskResult.Failed<T> failed && isBusy.test(failed.cause());
    }

    private void pause(long nanos) {
      long some = ThreadLocalRandom.current().nextLong(nanos / 2, nanos);
      LockSupport.parkNanos(Math.min(some, lastStart.remaining().toNanos()));
    }

    @SuppressWarnings("CatchingThrowable") // An Error must fail only its task, not the batch.
    private TaskResult<T> result(Callable<T> task) {
      try {
        return new TaskResult.Done<>(task.call());
      } catch (Throwable e) {
        return new TaskResult.Failed<>(e);
      }
    }
  }
}
