// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testing;

import io.github.tracequeue.client.ClientStats;
import io.github.tracequeue.client.RunEvent;
import io.github.tracequeue.client.SendResult;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A trace client that keeps what it is given and sends nothing. It accepts and refuses the same
 * events as the real client. AssertJ's {@code assertThat} of it returns a {@link TraceAssert}.
 * Thread-safe.
 */
public final class RecordingTraceClient implements TraceClient, AssertProvider<TraceAssert> {
  private final TraceClient client = TraceClient.builder(bodies -> SendResult.accepted()).build();
  private final List<TraceEvent> calls = new CopyOnWriteArrayList<>();
  private final List<RunEvent> runs = new CopyOnWriteArrayList<>();
  private final List<TraceEvent> refused = new CopyOnWriteArrayList<>();

  private RecordingTraceClient() {}

  /** A client that has recorded nothing yet. */
  public static RecordingTraceClient create() {
    return new RecordingTraceClient();
  }

  /** The calls, in the order in which they were recorded. */
  public List<TraceEvent> calls() {
    return List.copyOf(calls);
  }

  /**
   * The only call.
   *
   * @throws AssertionError if there are none or several
   */
  public TraceEvent call() {
    List<TraceEvent> all = calls();
    if (all.size() != 1) {
      throw new AssertionError(all.size() + " calls were recorded, not 1: " + all);
    }
    return all.get(0);
  }

  /**
   * Waits until there are this many calls, for example because a stream ends on another thread, but
   * not longer than the timeout. Returns this client.
   *
   * @throws AssertionError if the timeout is over first
   */
  public RecordingTraceClient awaitCalls(int expected, Duration timeout)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    synchronized (calls) {
      for (long left = timeout.toNanos(); calls.size() < expected; left = end - System.nanoTime()) {
        if (left <= 0) {
          throw new AssertionError(calls.size() + " calls were recorded in " + timeout);
        }
        TimeUnit.NANOSECONDS.timedWait(calls, left);
      }
    }
    return this;
  }

  /** The starts and ends of runs, in the order in which they were recorded. */
  public List<RunEvent> runs() {
    return List.copyOf(runs);
  }

  /** The calls that were refused, because a required field is missing or impossible. */
  public List<TraceEvent> refused() {
    return List.copyOf(refused);
  }

  /** Forgets what was recorded so far. */
  public void clear() {
    calls.clear();
    runs.clear();
    refused.clear();
  }

  @Override
  public boolean record(TraceEvent event) {
    boolean isAccepted = client.record(event);
    synchronized (calls) {
      (isAccepted ? calls : refused).add(event);
      calls.notifyAll();
    }
    return isAccepted;
  }

  @Override
  public boolean record(RunEvent event) {
    boolean isAccepted = client.record(event);
    if (isAccepted) {
      runs.add(event);
    }
    return isAccepted;
  }

  @Override
  public boolean flush(@Nullable Duration timeout) {
    return client.flush(timeout);
  }

  @Override
  public <T> T flushAfter(IntSupplier remainingMillis, Callable<T> handler) throws Exception {
    return client.flushAfter(remainingMillis, handler);
  }

  @Override
  public boolean close(@Nullable Duration timeout) {
    return client.close(timeout);
  }

  @Override
  public ClientStats stats() {
    return client.stats();
  }

  /** For AssertJ. */
  @Override
  @Deprecated // AssertJ's, so that it is called through assertThat only
  public TraceAssert assertThat() {
    return new TraceAssert(this);
  }
}
