// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.lambda;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One event in an execution environment.
 *
 * @param requestId Lambda's request id
 * @param event the payload
 * @param deadline when the function is stopped
 * @param result completed exactly once
 */
record Invocation(
    String requestId, String event, Instant deadline, CompletableFuture<InvocationResult> result) {

  static Invocation of(String event, Instant deadline) {
    return new Invocation(UUID.randomUUID().toString(), event, deadline, new CompletableFuture<>());
  }

  void fail(InvocationResult.Reason reason, String message) {
    result.complete(new InvocationResult.Failure(reason, message));
  }
}
