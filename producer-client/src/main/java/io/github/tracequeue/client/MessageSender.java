// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.List;

/**
 * Sends messages to a queue. The client has one for SQS. Implement it to send elsewhere, or to
 * inspect the messages in a test:
 *
 * <pre>{@code
 * List<String> sent = new CopyOnWriteArrayList<>();
 * TraceClient traces = TraceClient.builder(bodies -> {
 *   sent.addAll(bodies);
 *   return SendResult.accepted();
 * }).build();
 * }</pre>
 */
@FunctionalInterface
public interface MessageSender extends AutoCloseable {
  /**
   * Sends one to ten messages in one request, without retries. Called by one thread, the client's
   * own, one request at a time. May block, but for a bounded time: nothing else is sent meanwhile.
   * An exception counts as a transient failure.
   *
   * @param bodies messages in the format of the wire contract, in ASCII
   */
  SendResult send(List<String> bodies);

  /**
   * Aborts the request in progress, if there is one. Called by {@link TraceClient#close} from any
   * thread when its timeout is over.
   */
  default void abort() {}

  /** Releases connections. Called by the client's own thread after the last request. */
  @Override
  default void close() {}
}
