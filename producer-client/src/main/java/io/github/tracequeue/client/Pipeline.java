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
  private final long degradeBytes;
  private @Nullable Object checkpointHook;

  Pipeline(Parts parts, ThreadFactory threads) {
    this.parts = parts;
    this.worker = new Worker(threads, this::work);
    this.dispatcher = new Dispatcher(parts, parts.doorbell);
    PromptHash hash = parts.options.sourceHash();
    this.leanHash = hash == null ? PromptHash.plain() : hash;
    this.degradeBytes = parts.options.maxQueueBytes() / 4 * 3;
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
    Event admitted = isToDegrade(event) ? lean(event) : event;
    long ticket = parts.queue.offer(admitted);
    if (ticket < 0) {
      return refuse(ticket == EventQueue.FULL ? DropReason.QUEUE_FULL : DropReason.SHUTDOWN);
    }
    if (admitted != event) {
      parts.ledger.degrade();
    }
    if (parts.ledger.isEnded()) {
      // Closed between the queue's check and the ticket: nobody else counts this event.
      parts.ledger.end(parts.queue::tail);
      return false;
    }
    worker.ensureRunning();
    parts.doorbell.accepted();
    return true;
  }

  boolean flush(long timeoutNanos) {
    if (worker.isCurrent()) {
      return false;
    }
    long ticket = parts.queue.tail();
    return parts.flushes.await(
        ticket,
        timeoutNanos,
        () -> {
          if (ticket > 0 && !parts.ledger.isEnded()) {
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
    return parts.ledger.stats(parts.queue::tail, parts.queue::pendingBytes, parts.health);
  }

  private boolean drain(long timeoutNanos) {
    long start = parts.nanos.getAsLong();
    parts.queue.close();
    boolean flushed = flush(timeoutNanos);
    parts.ledger.end(parts.queue::tail);
    parts.flushes.end();
    parts.doorbell.requested();
    long left = timeoutNanos - (parts.nanos.getAsLong() - start);
    if (!worker.isCurrent() && !worker.awaitEnd(TimeUnit.NANOSECONDS.toMillis(left))) {
      parts.sender.abort();
    }
    return flushed && parts.ledger.lost(DropReason.SHUTDOWN) == 0;
  }

  private boolean isToDegrade(Event event) {
    long used = parts.queue.pendingBytes();
    return used + event.heapBytes > degradeBytes
        && event.textBytes > 0
        && used + event.heapBytes - event.textBytes <= parts.options.maxQueueBytes();
  }

  private Event lean(Event event) {
    try {
      Event lean = event.withoutText(leanHash);
      // A hash may be longer than a short text.
      return lean.heapBytes < event.heapBytes ? lean : event;
    } catch (Throwable t) {
      // Better the whole event than an exception in the agent.
      return event;
    }
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
