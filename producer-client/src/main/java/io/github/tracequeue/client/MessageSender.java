// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.List;

/** Where messages go: one request at a time, from one thread. */
interface MessageSender {
  /**
   * Sends one to ten bodies in one request, without a retry; blocks for a bounded time. What it
   * throws counts as a transient failure.
   */
  SendResult send(List<String> bodies);

  /** Breaks off a request that is under way. May come from any thread. */
  void abort();

  /** Closes a connection that idles. May come from any thread. */
  void closeIdle();

  /** Frees sockets; nothing is sent after that. */
  void close();
}
