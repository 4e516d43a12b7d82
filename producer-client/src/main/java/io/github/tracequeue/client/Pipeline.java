// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An enabled client: agents put events in, one worker takes them out. Safe for threads. */
final class Pipeline {
  private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CHECKPOINT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Parts parts;
  private final Dispatcher dispatcher;
  private final Worker worker;
  private final PromptHash leanHash;
  private @Nullable Object checkpointHook;

  Pipeline(Parts parts, ThreadFactory threads) {
    this.parts = parts;
    this.worker = new Worker(threads, this::work);
    this.dispatcher = new Dispatcher(parts, parts.doorbell);
    PromptHash hash = parts.options.sourceHash;
    this.leanHash = hash == null ? PromptHash.plain() : hash;
  }

  boolean record(@Nullable Event event) {
    if (worker.isCurrent()) {
      return refuse(DropReason.REENTRANT);
    }
    if (event == null) {
      return refuse(DropReason.INVALID);
    }
    String problem = event.problem;
    if (problem != null) {
      parts.log.invalid(problem);
      return refuse(DropReason.INVALID);
    }
    boolean isIn = false;
    try {
      int outcome = offer(event);
      if (outcome != EventQueue.ACCEPTED) {
        return refuse(outcome == EventQueue.CLOSED ? DropReason.SHUTDOWN : DropReason.QUEUE_FULL);
      }
      isIn = true;
      if (parts.ledger.isEnded()) {
        // Closed between the queue's check and its yes: nobody else counts this event.
        parts.ledger.end(parts.queue::accepted);
        return false;
      }
      worker.ensureRunning();
      parts.doorbell.accepted();
      return true;
    } catch (OutOfMemoryError e) {
      // The agent has enough to do with that. What is in is sent when the next event comes.
      return isIn ? !parts.ledger.isEnded() : refuse(DropReason.QUEUE_FULL);
    }
  }

  boolean flush(long timeoutNanos) {
    if (worker.isCurrent()) {
      return false;
    }
    return parts.flushes.await(
        parts.queue.nextToAccept(),
        timeoutNanos,
        () -> {
          if (parts.queue.accepted() > 0 && !parts.ledger.isEnded()) {
            worker.ensureRunning();
            parts.doorbell.requested();
          }
        });
  }

  boolean close(long timeoutNanos) {
    // An interrupt that came before is no reason to lose what is queued.
    boolean interrupted = Thread.interrupted();
    try {
      return drain(timeoutNanos);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  ClientStats stats() {
    return parts.ledger.stats(parts.queue::accepted, parts.queue::pendingBytes, parts.health);
  }

  private boolean drain(long timeoutNanos) {
    long start = parts.nanos.getAsLong();
    parts.queue.close();
    boolean flushed = flush(timeoutNanos);
    parts.ledger.end(parts.queue::accepted);
    parts.flushes.end();
    parts.doorbell.requested();
    long left = timeoutNanos - (parts.nanos.getAsLong() - start);
    if (!worker.isCurrent() && !worker.awaitEnd(TimeUnit.NANOSECONDS.toMillis(left))) {
      parts.sender.abort();
    }
    return flushed && parts.ledger.lost(DropReason.SHUTDOWN) == 0;
  }

  private int offer(Event event) {
    long maxBytes = parts.queue.maxBytes;
    int outcome = parts.queue.offer(event, event.textBytes > 0 ? maxBytes / 4 * 3 : maxBytes);
    return outcome == EventQueue.TIGHT ? offerLean(event) : outcome;
  }

  private int offerLean(Event event) {
    Event lean = event;
    try {
      lean = event.withoutText(leanHash);
    } catch (Throwable t) {
      // Better the whole event than an exception in the agent.
    }
    // A hash may be longer than a short text.
    boolean isLeaner = lean.heapBytes < event.heapBytes;
    int outcome = parts.queue.offer(isLeaner ? lean : event, parts.queue.maxBytes);
    if (isLeaner && outcome == EventQueue.ACCEPTED) {
      parts.ledger.degrade();
    }
    return outcome;
  }

  private boolean refuse(DropReason reason) {
    parts.ledger.refuse(reason);
    if (reason != DropReason.REENTRANT && !parts.queue.isClosed()) {
      // The worker is who logs it, and who empties a queue that filled while there was no thread.
      worker.ensureRunning();
      parts.doorbell.refused();
    }
    return false;
  }

  private void work() {
    parts.doorbell.answer();
    watchCheckpoints();
    boolean running = true;
    while (running) {
      try {
        running = dispatcher.turn();
      } catch (Throwable t) {
        recover();
      }
    }
    parts.sender.close();
  }

  /** Where the agent has the CRaC library; Lambda SnapStart needs it to tell of a restore. */
  private void watchCheckpoints() {
    try {
      if (checkpointHook == null) {
        checkpointHook = CheckpointHook.register(this::beforeCheckpoint, parts.watch::restored);
      }
    } catch (Throwable t) {
      // Without the library, the clocks tell.
    }
  }

  private void beforeCheckpoint() {
    flush(CHECKPOINT_NANOS);
    parts.sender.closeIdle();
  }

  /**
   * Goes on after a turn that broke off, a moment later so that a lasting fault does not take a
   * whole core.
   */
  private void recover() {
    try {
      parts.doorbell.rest(RECOVERY_NANOS);
    } catch (Throwable t) {
      // Even that: the next turn may do better.
    }
  }
}
