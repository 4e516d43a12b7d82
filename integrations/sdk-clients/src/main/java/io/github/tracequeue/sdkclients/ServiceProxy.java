// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.sdkclients;

import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.adapter.CallRecorder;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client or one of its services, which passes all methods on. Services that it returns are
 * wrapped too if their calls are recorded: the methods {@code create} and {@code createStreaming}.
 * Thread-safe.
 */
record ServiceProxy(Object target, Class<?> type, ProviderSdk sdk, CallRecorder recorder)
    implements InvocationHandler {
  private static final Set<String> CALLS = Set.of("create", "createStreaming");

  static <T> T wrap(Class<T> type, T client, ProviderSdk sdk, AdapterOptions options) {
    return wrap(type, client, sdk, CallRecorder.create("sdk-clients", options));
  }

  private static <T> T wrap(Class<T> type, Object target, ProviderSdk sdk, CallRecorder recorder) {
    return type.cast(ObservedStream.proxy(type, new ServiceProxy(target, type, sdk, recorder)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String operation = CALLS.contains(method.getName()) ? sdk.operations().get(type) : null;
    if (operation != null) {
      return new RecordedCall(sdk, recorder.begin(), operation)
          .make(
              () -> ObservedStream.pass(target, method, arguments),
              method.getReturnType(),
              arguments);
    }
    Object result = ObservedStream.pass(target, method, arguments);
    Class<?> returned = method.getReturnType();
    return result != null && leadsToCalls(returned)
        ? wrap(returned, result, sdk, recorder)
        : result;
  }

  private boolean leadsToCalls(Class<?> service) {
    return sdk.operations().containsKey(service) || sdk.paths().contains(service);
  }
}
