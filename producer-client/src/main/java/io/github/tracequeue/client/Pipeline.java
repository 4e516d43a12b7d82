// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an enabled client and how they are wired: agents put events in, one worker takes
 * them out. Safe for threads.
 */
final class Pipeline {
  private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventQueue queue;
  private final Ledger ledger;
  private final Health health;
  private final LossLog log;
  private final Flushes flushes;
  private final Doorbell doorbell;
  private final Dispatcher dispatcher;
  private final Worker worker;
  private final MessageSender sender;
  private final PromptHash leanHash;
  private final LongSupplier nanos;
  private final long degradeBytes;

  Pipeline(Options options, MessageSender sender, Surroundings surroundings) {
    this.nanos = surroundings.nanos();
    this.sender = sender;
    this.queue = new EventQueue(options.maxQueueSize(), options.maxQueueBytes());
    this.ledger = new Ledger();
    this.health = new Health(nanos);
    this.log = new LossLog(ledger, health, nanos, surroundings.warnings());
    this.flushes = new Flushes(nanos, options.deliveryTimeoutNanos());
    PromptHash hash = options.sourceHash();
    this.leanHash = hash == null ? PromptHash.plain() : hash;
    this.degradeBytes = options.maxQueueBytes() / 4 * 3;
    var demand = new Demand(queue, flushes);
    var packer =
        new Packer(
            queue,
            ledger,
            flushes,
            hash == null ? EventEncoder.ofPreviews() : EventEncoder.ofHashes(hash),
            new Identities(surroundings.entropy()));
    this.doorbell =
        new Doorbell(
            () -> packer.hasEvents() || ledger.isEnded(),
            () -> demand.isUrgent() || ledger.isEnded());
    this.dispatcher =
        new Dispatcher(
            new Dispatcher.Parts(
                options,
                queue,
                ledger,
                flushes,
                packer,
                sender,
                doorbell,
                demand,
                health,
                log,
                nanos,
                surroundings.random()));
    this.worker = new Worker(this::work);
  }

  /**
   * What a pipeline takes from the process around it.
   *
   * @param nanos a clock as {@link System#nanoTime}
   * @param random for what only has to be spread
   * @param entropy for what has to be unique in the world
   * @param warnings where warnings go
   */
  record Surroundings(
      LongSupplier nanos,
      RandomGenerator random,
      java.util.function.Supplier<RandomGenerator> entropy,
      Consumer<String> warnings) {}

  boolean record(@Nullable Event event) {
    if (event == null) {
      return refuse(DropReason.INVALID);
    }
    String problem = event.problem;
    if (problem != null) {
      log.invalid(problem);
      return refuse(DropReason.INVALID);
    }
    if (worker.isCurrent()) {
      return refuse(DropReason.REENTRANT);
    }
    Event admitted = isToDegrade(event) ? event.withoutText(leanHash) : event;
    long ticket = queue.offer(admitted);
    if (ticket < 0) {
      return refuse(ticket == EventQueue.FULL ? DropReason.QUEUE_FULL : DropReason.SHUTDOWN);
    }
    if (admitted != event) {
      ledger.degrade();
    }
    if (ledger.isEnded()) {
      // Closed between the queue's check and the ticket: nobody else counts this event.
      ledger.end(queue::tail);
      return false;
    }
    worker.ensureRunning();
    doorbell.accepted();
    return true;
  }

  boolean flush(long timeoutNanos) {
    if (worker.isCurrent()) {
      return false;
    }
    long ticket = queue.tail();
    return flushes.await(
        ticket,
        timeoutNanos,
        () -> {
          if (ticket > 0 && !ledger.isEnded()) {
            worker.ensureRunning();
            doorbell.requested();
          }
        });
  }

  boolean close(long timeoutNanos) {
    long start = nanos.getAsLong();
    queue.close();
    boolean flushed = flush(timeoutNanos);
    ledger.end(queue::tail);
    flushes.end();
    doorbell.requested();
    long left = timeoutNanos - (nanos.getAsLong() - start);
    if (!worker.isCurrent() && !worker.awaitEnd(TimeUnit.NANOSECONDS.toMillis(left))) {
      sender.abort();
    }
    return flushed && ledger.lost(DropReason.SHUTDOWN) == 0;
  }

  ClientStats stats() {
    Ledger.Account account = ledger.account(queue::tail);
    return new ClientStats(
        account.recorded(),
        account.delivered(),
        account.dropped(),
        account.queued(),
        account.inFlight(),
        ledger.degraded(),
        queue.pendingBytes(),
        health.requests(),
        health.messages(),
        health.retries(),
        health.failuresInRow(),
        health.sinceLastSuccess());
  }

  private boolean isToDegrade(Event event) {
    long used = queue.pendingBytes();
    return used + event.heapBytes > degradeBytes
        && event.textBytes > 0
        && used + event.heapBytes - event.textBytes <= queue.maxBytes();
  }

  private boolean refuse(DropReason reason) {
    ledger.refuse(reason);
    if (reason == DropReason.INVALID) {
      // The worker is who logs it.
      worker.ensureRunning();
      doorbell.refused();
    }
    return false;
  }

  private void work() {
    boolean running = true;
    while (running) {
      try {
        running = dispatcher.turn();
      } catch (Throwable t) {
        recover();
      }
    }
    sender.close();
  }

  /**
   * Goes on after a turn that broke off, a moment later so that a lasting fault does not take a
   * whole core.
   */
  private void recover() {
    try {
      doorbell.rest(RECOVERY_NANOS);
    } catch (Throwable t) {
      // Even that: the next turn may do better.
    }
  }
}
