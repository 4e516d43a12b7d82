// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

/** The state that the agents' threads and the sender share. Thread-safe. */
final class ClientState {
  final Options options;
  final EventQueue queue;
  final Ledger ledger = new Ledger();
  final FlushTracker flushes;
  final Health health;
  final LossLog log;

  ClientState(Options options, Platform platform) {
    this.options = options;
    this.queue = new EventQueue(options.maxQueueSize(), options.maxQueueBytes());
    this.flushes = new FlushTracker(platform.nanos(), options.deliveryTimeout().toNanos());
    this.health = new Health(platform.nanos());
    this.log = new LossLog(ledger, health, platform);
  }

  /** Accounts for a message that was acknowledged. */
  void delivered(Message message) {
    health.delivered();
    ledger.deliver(message.events().size());
    queue.release(message.events().size(), message.heapBytes());
  }

  /** Accounts for a message that is given up. */
  void lost(Message message, DropReason reason) {
    message.events().forEach(event -> flushes.lose(event.ticket()));
    ledger.lose(reason, message.events().size());
    queue.release(message.events().size(), message.heapBytes());
  }

  ClientStats stats() {
    Ledger.Balance balance = ledger.balance(queue::accepted);
    return new ClientStats(
        balance.recorded(),
        balance.delivered(),
        balance.dropped().toMap(),
        balance.queued(),
        balance.inFlight(),
        balance.degraded(),
        queue.pendingBytes(),
        health.requests(),
        health.messages(),
        health.retries(),
        health.failuresInRow(),
        health.sinceLastSuccess());
  }
}
