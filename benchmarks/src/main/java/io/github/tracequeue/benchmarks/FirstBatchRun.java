// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.time.Duration;

/** A process that makes ten calls, sends them immediately and ends. All of it is measured. */
final class FirstBatchRun {
  static final int CALLS = 10;

  private FirstBatchRun() {}

  /** Arguments: the subject and the sink's URL. */
  public static void main(String[] args) {
    Pipe pipe = open(args[0], args[1]);
    long longest = 0;
    for (int i = 0; i < CALLS; i++) {
      Object event = pipe.event(Call.of(i));
      long start = System.nanoTime();
      pipe.hand(event);
      longest = Math.max(longest, System.nanoTime() - start);
    }
    pipe.flush(Duration.ofSeconds(20));
    ForkResult.print("{\"cpuMicros\":" + Cpu.nanos() / 1000 + ",\"longestNanos\":" + longest + "}");
    System.exit(0);
  }

  /** Does not use {@link Subject}, which would load all peers. */
  private static Pipe open(String subject, String sink) {
    return switch (subject) {
      case "TRACEQUEUE" -> TracequeuePipe.open(sink, Condition.HEALTHY);
      case "OPENTELEMETRY" -> OpenTelemetryPipe.open(sink, Condition.HEALTHY);
      case "ZIPKIN" -> ZipkinPipe.open(sink, Condition.HEALTHY);
      case "BATCH_MANAGER" -> BatchManagerPipe.open(sink, Condition.HEALTHY);
      default -> throw new IllegalArgumentException("no first batch of " + subject);
    };
  }
}
