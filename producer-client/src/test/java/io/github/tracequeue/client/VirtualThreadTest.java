// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "there are virtual threads from JDK 21 on")
final class VirtualThreadTest {
  private static final int THREADS = 500;

  @TempDir Path folder;

  @Test
  void recordAndFlush_manyVirtualThreads_pinNoCarrier() throws Exception {
    var sender = new ScriptedSender();
    TraceClient client = LiveClient.of(sender).client;
    Path file = folder.resolve("pinned.jfr");
    try (var recording = new Recording()) {
      recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
      recording.start();
      work(client);
      recording.stop();
      recording.dump(file);
    }

    assertThat(sender.numbers()).hasSize(THREADS);
    assertThat(RecordingFile.readAllEvents(file))
        .extracting(event -> String.valueOf(event.getStackTrace()))
        .noneMatch(stack -> stack.contains("io.github.tracequeue.client."));
    client.close();
  }

  private static void work(TraceClient client) throws Exception {
    var number = new AtomicInteger();
    var together = new CountDownLatch(THREADS);
    ExecutorService threads = virtualThreads();
    List<Future<Boolean>> flushes = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      flushes.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                client.record(Events.numbered(number.getAndIncrement()));
                return client.flush(Duration.ofSeconds(30));
              }));
    }
    for (Future<Boolean> flush : flushes) {
      assertThat(flush.get()).isTrue();
    }
    threads.shutdown();
  }

  /** By reflection, as this compiles on 17. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }
}
