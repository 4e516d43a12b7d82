// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import io.github.tracequeue.client.ClientStats;
import io.github.tracequeue.client.TraceClient;
import java.io.PrintStream;
import java.time.Duration;

/**
 * The client of all adapters without their own. It is created from the environment at its first
 * use, and flushes for up to five seconds when the JVM exits.
 */
public final class SharedTraceClient {
  private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(5);

  private SharedTraceClient() {}

  /**
   * The client.
   *
   * <p>A Lambda function calls {@link TraceClient#flushAfter} of it around its handler, because
   * nothing is sent while the function is frozen.
   */
  public static TraceClient get() {
    return Holder.CLIENT;
  }

  /** Prints what is lost, because the JDK's loggers are already closed when the JVM exits. */
  static void closeAtExit(TraceClient client, PrintStream errors) {
    if (!client.close(EXIT_TIMEOUT)) {
      ClientStats stats = client.stats();
      errors.println(
          "tracequeue: the program ended when only "
              + stats.delivered()
              + " of "
              + stats.recorded()
              + " events were delivered");
    }
  }

  private static final class Holder {
    static final TraceClient CLIENT = create();

    private static TraceClient create() {
      TraceClient client = TraceClient.fromEnvironment();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> closeAtExit(client, System.err), "tracequeue-shutdown"));
      return client;
    }
  }
}
