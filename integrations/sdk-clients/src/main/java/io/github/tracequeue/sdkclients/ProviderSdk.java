// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.sdkclients;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The differences between the SDKs, which come from the same generator. */
interface ProviderSdk {
  /** OpenTelemetry's name. */
  String provider();

  /** The services whose calls are recorded, with the kind of their calls. */
  Map<Class<?>, String> operations();

  /** The clients and services that lead to those whose calls are recorded. */
  Set<Class<?>> paths();

  /** The model that a request names, which is recorded if the call fails; null if it is unknown. */
  @Nullable String requestedModel(Object parameters);

  /** A response or an event as the provider sent it. */
  String json(Object value) throws JsonProcessingException;

  /** Whether an event of a stream has a usage, a model or the reason of the end. */
  boolean isOfInterest(Object event);

  /** The parameters that also ask for the usage of a stream; null if they do already. */
  default @Nullable Object askingForUsage(Object parameters) {
    return null;
  }

  /** Whether an event is there only because the usage was asked for. */
  default boolean isOnlyUsage(Object event) {
    return false;
  }
}
