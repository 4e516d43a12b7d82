// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** How often the sender's thread wakes up while there is nothing to do; by Linux's own count. */
final class Idleness {
  private static final Path TASKS = Path.of("/proc/self/task");

  private Idleness() {}

  static void run(TraceClient client, Duration duration) {
    client.record(Events.numbered(1));
    client.flush(Duration.ofSeconds(30));
    rest(Duration.ofMillis(500));
    long before = switches();
    rest(duration);
    System.out.println("wake-ups " + (switches() - before));
  }

  /** Voluntary and involuntary context switches of the sender's thread so far. */
  private static long switches() {
    try (Stream<Path> tasks = Files.list(TASKS)) {
      List<Path> senders = tasks.filter(Idleness::isSender).toList();
      if (senders.size() != 1) {
        throw new IllegalStateException("sender threads: " + senders);
      }
      return Files.readAllLines(senders.get(0).resolve("status")).stream()
          .filter(line -> line.contains("ctxt_switches"))
          .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSender(Path task) {
    try {
      // Linux keeps fifteen characters of a thread's name.
      return Files.readString(task.resolve("comm")).strip().equals("tracequeue-send");
    } catch (IOException e) {
      return false;
    }
  }

  private static void rest(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
