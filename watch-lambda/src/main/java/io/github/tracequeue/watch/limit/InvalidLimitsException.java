// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

/** The settings of limits are wrong; the message says where and how. */
public final class InvalidLimitsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidLimitsException(String path, String problem, Throwable cause) {
    super(path + ": " + problem, cause);
  }
}
