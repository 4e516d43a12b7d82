// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The parts of an enabled client, wired. */
final class Parts {
  final Options options;
  final MessageSender sender;
  final LongSupplier nanos;
  final RandomGenerator random;
  final EventQueue queue;
  final Ledger ledger = new Ledger();
  final Health health;
  final LossLog log;
  final Flushes flushes;
  final Demand demand;
  final FreezeWatch watch;
  final Packer packer;
  final Doorbell doorbell;

  Parts(Options options, MessageSender sender, Surroundings surroundings) {
    this.options = options;
    this.sender = sender;
    this.nanos = surroundings.nanos;
    this.random = surroundings.random;
    this.queue = new EventQueue(options.maxQueueSize, options.maxQueueBytes);
    this.health = new Health(nanos);
    this.log = new LossLog(ledger, health, nanos, surroundings.warnings);
    this.flushes = new Flushes(queue.nextToAccept(), nanos, options.deliveryTimeoutNanos());
    this.watch = new FreezeWatch(nanos, surroundings.wallMillis);
    @Nullable PromptHash hash = options.sourceHash;
    EventEncoder encoder = hash == null ? EventEncoder.ofPreviews() : EventEncoder.ofHashes(hash);
    var identities = new Identities(surroundings.entropy, watch);
    this.packer = new Packer(queue, ledger, flushes, encoder, identities);
    this.demand = new Demand(queue, flushes, ledger, packer, log);
    this.doorbell = new Doorbell(demand);
  }
}
