// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** A client with its real threads, clocks and waits, and any sender. */
final class LiveClient {
  final List<String> warnings = new CopyOnWriteArrayList<>();
  final TraceClient client;

  LiveClient(Options options, MessageSender sender) {
    this.client = new QueuedTraceClient(options, sender, platform(warnings, Worker::daemon));
  }

  static Platform platform(List<String> warnings, ThreadFactory threads) {
    return new Platform(
        System::nanoTime,
        System::currentTimeMillis,
        LockSupport::parkNanos,
        SplittableRandom::new,
        warnings::add,
        threads);
  }

  static LiveClient of(MessageSender sender) {
    return new LiveClient(options(8_192), sender);
  }

  static Options options(int maxQueueSize) {
    return new Options(
        maxQueueSize,
        8 << 20,
        Duration.ofMillis(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(2),
        null,
        false);
  }
}
