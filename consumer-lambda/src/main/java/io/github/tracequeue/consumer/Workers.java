// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks that wait for a service, a bounded number at once over all invocations of this
 * process. Threads end soon after there is no work. Safe for any number of threads.
 */
final class Workers {

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

  /**
   * Runs the tasks until all are done or the deadline is over; a task under way then goes on, but
   * its result no longer counts.
   *
   * @return a result for each task, in their order
   */
  <T> List<TaskResult<T>> run(List<? extends Callable<T>> tasks, Deadline deadline)
      throws InterruptedException {
    Run<T> run = new Run<>(tasks, deadline, Math.min(parallelism, tasks.size()));
    for (int i = 0; i < Math.min(parallelism, tasks.size()); i++) {
      threads.execute(run::work);
    }
    return run.await();
  }

  private static final class Run<T> {

    private final List<? extends Callable<T>> tasks;
    private final Deadline deadline;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable TaskResult<T>> results;
    private final CountDownLatch workers;

    Run(List<? extends Callable<T>> tasks, Deadline deadline, int workers) {
      this.tasks = tasks;
      this.deadline = deadline;
      this.results = new AtomicReferenceArray<>(tasks.size());
      this.workers = new CountDownLatch(workers);
    }

    @SuppressWarnings("CatchingThrowable") // An Error must cost its task, not the batch.
    void work() {
      try {
        for (int i = next.getAndIncrement();
            i < tasks.size() && !deadline.isOver();
            i = next.getAndIncrement()) {
          TaskResult<T> result;
          try {
            result = new TaskResult.Done<>(tasks.get(i).call());
          } catch (Throwable e) {
            result = new TaskResult.Failed<>(e);
          }
          results.compareAndSet(i, null, result);
        }
      } finally {
        workers.countDown();
      }
    }

    List<TaskResult<T>> await() throws InterruptedException {
      boolean finished =
          workers.await(Math.max(0, deadline.remaining().toNanos()), TimeUnit.NANOSECONDS);
      List<TaskResult<T>> all = new ArrayList<>(tasks.size());
      for (int i = 0; i < tasks.size(); i++) {
        // From here on a result that comes late is not taken any more.
        if (!finished) {
          results.compareAndSet(i, null, new TaskResult.Unfinished<>());
        }
        TaskResult<T> result = results.get(i);
        all.add(result == null ? new TaskResult.Unfinished<>() : result);
      }
      return all;
    }
  }
}
