// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import org.jspecify.annotations.Nullable;

/** The settings of limits are wrong; the message says where and how. */
public final class InvalidLimitsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidLimitsException(String path, String problem, @Nullable Throwable cause) {
    super(path + ": " + problem, cause);
  }
}
