// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import io.github.tracequeue.client.TraceClient;

/**
 * The client of all adapters without their own. It is created from the environment at its first
 * use, and flushes for up to two seconds when the JVM exits.
 */
public final class SharedTraceClient {
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

  private static final class Holder {
    static final TraceClient CLIENT = create();

    private static TraceClient create() {
      TraceClient client = TraceClient.fromEnvironment();
      Runtime.getRuntime().addShutdownHook(new Thread(client::close, "tracequeue-shutdown"));
      return client;
    }
  }
}
