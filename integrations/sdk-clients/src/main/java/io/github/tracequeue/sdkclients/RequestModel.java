// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.sdkclients;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model that a request names, which is recorded if the call fails. */
final class RequestModel {
  private RequestModel() {}

  /** The value of the parameters' method {@code model}; null if there is none. */
  static @Nullable String of(@Nullable Object parameters) {
    if (parameters == null) {
      return null;
    }
    try {
      Object model = parameters.getClass().getMethod("model").invoke(parameters);
      Object value = model instanceof Optional<?> optional ? optional.orElse(null) : model;
      return value == null ? null : value.toString();
    } catch (ReflectiveOperationException e) {
      return null; // a structured request, or none at all
    }
  }
}
