// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import org.jspecify.annotations.Nullable;

/** Thrown if a batch failed as a whole; the queue redelivers all its messages. */
public final class BatchFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  BatchFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
