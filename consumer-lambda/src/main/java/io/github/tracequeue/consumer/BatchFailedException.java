// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import org.jspecify.annotations.Nullable;

/** A batch of which nothing counts as done: the queue delivers all of it again. */
public final class BatchFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  BatchFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
