// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client with its real threads, clocks and waits, and any sender. */
final class LiveClient {
  final List<String> warnings = new CopyOnWriteArrayList<>();
  final Parts parts;
  final TraceClient client;

  LiveClient(Options options, MessageSender sender) {
    var surroundings =
        new Surroundings(
            System::nanoTime,
            System::currentTimeMillis,
            new SplittableRandom(1),
            () -> new SplittableRandom(2),
            warnings::add);
    this.parts = new Parts(options, sender, surroundings);
    this.client =
        new TraceClient(new Pipeline(parts, Worker::daemon), Options.DEFAULTS.requestTimeout);
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
        null);
  }
}
