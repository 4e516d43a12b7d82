// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import org.jspecify.annotations.Nullable;

/** The limits in the settings are invalid. The message names the field and the problem. */
public final class InvalidLimitsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidLimitsException(String path, String problem, @Nullable Throwable cause) {
    super(path + ": " + problem, cause);
  }
}
