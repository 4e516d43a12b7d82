// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The client that sends events: agents add them to a queue, and the sender thread takes them from
 * it.
 */
final class QueuedTraceClient implements TraceClient {
  private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration CHECKPOINT_FLUSH = Duration.ofSeconds(2);

  /** The time that a Lambda handler's response needs after the flush. */
  private static final Duration INVOCATION_MARGIN = Duration.ofMillis(100);

  private final Platform platform;
  private final MessageSender sender;
  final ClientState state;
  private final WakeSignal signal;
  final Dispatcher dispatcher;
  private final Worker worker;
  private final PromptHash hash;
  private final long degradeBytes;
  private @Nullable Object checkpointHook;

  QueuedTraceClient(Options options, MessageSender sender, Platform platform) {
    this.platform = platform;
    this.sender = sender;
    this.state = new ClientState(options, platform);
    this.signal = new WakeSignal(platform.park());
    this.dispatcher = new Dispatcher(state, platform, sender, signal);
    this.worker = new Worker(platform.threads(), this::work);
    PromptHash promptHash = options.promptHash();
    this.hash = promptHash == null ? PromptHash.plain() : promptHash;
    this.degradeBytes = options.maxQueueBytes() / 4 * 3;
  }

  @Override
  public boolean record(TraceEvent event) {
    return recordAny(event);
  }

  @Override
  public boolean record(RunEvent event) {
    return recordAny(event);
  }

  private boolean recordAny(@Nullable Event event) {
    if (worker.isCurrent()) {
      return refuse(DropReason.REENTRANT);
    }
    if (event == null) {
      return refuseInvalid("the event is null");
    }
    String problem = event.problem;
    if (problem != null) {
      return refuseInvalid(problem);
    }
    boolean isAccepted = false;
    try {
      switch (offer(event)) {
        case FULL -> {
          return refuse(DropReason.QUEUE_FULL);
        }
        case CLOSED -> {
          return refuse(DropReason.SHUTDOWN);
        }
        case ACCEPTED -> isAccepted = true;
      }
      if (state.ledger.isEnded()) {
        // The client was closed during the offer, and close() may not have counted this event.
        state.ledger.end(state.queue::accepted);
        return false;
      }
      worker.ensureRunning();
      signal.signal();
      return true;
    } catch (OutOfMemoryError e) {
      // This must not affect the agent. The accepted event is sent together with the next one.
      return isAccepted ? !state.ledger.isEnded() : refuse(DropReason.QUEUE_FULL);
    }
  }

  private EventQueue.Offer offer(Event event) {
    Event admitted = event;
    if (event.textBytes > 0 && state.queue.pendingBytes() + event.heapBytes > degradeBytes) {
      admitted = withoutText(event);
    }
    EventQueue.Offer offer = state.queue.offer(admitted);
    if (offer == EventQueue.Offer.ACCEPTED && admitted != event) {
      state.ledger.degrade();
    }
    return offer;
  }

  private Event withoutText(Event event) {
    Event lean = event.withoutText(hash);
    // A hash may be longer than a short text.
    return lean.heapBytes < event.heapBytes ? lean : event;
  }

  private boolean refuseInvalid(String problem) {
    state.log.invalid(problem);
    return refuse(DropReason.INVALID);
  }

  /** Counts a refused event. Wakes the sender, which logs it. */
  private boolean refuse(DropReason reason) {
    state.ledger.refuse(reason);
    if (reason != DropReason.REENTRANT && !state.queue.isClosed()) {
      // Also empties a queue that filled while no thread could be started.
      worker.ensureRunning();
      signal.signal();
    }
    return false;
  }

  @Override
  public boolean flush(@Nullable Duration timeout) {
    return flush(nanos(timeout));
  }

  private boolean flush(long timeoutNanos) {
    if (worker.isCurrent()) {
      return false;
    }
    return state.flushes.await(
        state.queue.accepted(),
        timeoutNanos,
        () -> {
          if (state.queue.accepted() > 0 && !state.ledger.isEnded()) {
            worker.ensureRunning();
            signal.signal();
          }
        });
  }

  @Override
  public <T> T flushAfter(IntSupplier remainingMillis, Callable<T> handler) throws Exception {
    try {
      return handler.call();
    } finally {
      Duration left = Duration.ofMillis(remainingMillis.getAsInt()).minus(INVOCATION_MARGIN);
      // One timeout to connect and one to be answered.
      Duration longest = state.options.requestTimeout().multipliedBy(2);
      flush(left.compareTo(longest) < 0 ? left : longest);
    }
  }

  @Override
  public boolean close(@Nullable Duration timeout) {
    // An earlier interrupt must not cause the loss of queued events.
    boolean isInterrupted = Thread.interrupted();
    try {
      return close(nanos(timeout));
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean close(long timeoutNanos) {
    long start = platform.nanos().getAsLong();
    state.queue.close();
    boolean isFlushed = flush(timeoutNanos);
    state.ledger.end(state.queue::accepted);
    state.flushes.end();
    signal.signal();
    long left = timeoutNanos - (platform.nanos().getAsLong() - start);
    if (!worker.isCurrent() && !worker.awaitEnd(TimeUnit.NANOSECONDS.toMillis(left))) {
      sender.abort();
      warnOfUnsent(); // the sender's thread may never get to it
    }
    return isFlushed && state.ledger.lost(DropReason.SHUTDOWN) == 0;
  }

  private void warnOfUnsent() {
    long unsent = state.ledger.lost(DropReason.SHUTDOWN);
    if (unsent > 0) {
      platform
          .warnings()
          .accept(
              "Traces are lost: the client was closed before "
                  + unsent
                  + (unsent == 1 ? " event was sent" : " events were sent")
                  + "; give close(timeout) more time");
    }
  }

  @Override
  public ClientStats stats() {
    return state.stats();
  }

  private void work() {
    registerCheckpointHook();
    boolean isRunning = true;
    while (isRunning) {
      try {
        isRunning = dispatcher.turn();
      } catch (Throwable t) {
        recover();
      }
    }
    sender.close();
  }

  private void registerCheckpointHook() {
    try {
      if (checkpointHook == null) {
        checkpointHook =
            CheckpointHook.register(() -> flush(CHECKPOINT_FLUSH), dispatcher::restored);
      }
    } catch (Throwable t) {
      // Without CRaC on the class path, the clocks detect a restore.
    }
  }

  /** Pauses after a failed turn, so that a permanent fault does not use a CPU core. */
  private void recover() {
    try {
      signal.await(state.ledger::isEnded, RECOVERY_NANOS);
    } catch (Throwable t) {
      // The next turn may succeed.
    }
  }

  private static long nanos(@Nullable Duration timeout) {
    if (timeout == null || timeout.isNegative()) {
      return 0;
    }
    // Half of the range, so that the sum with a clock's reading does not overflow.
    Duration longest = Duration.ofNanos(Long.MAX_VALUE / 2);
    return (timeout.compareTo(longest) > 0 ? longest : timeout).toNanos();
  }
}
