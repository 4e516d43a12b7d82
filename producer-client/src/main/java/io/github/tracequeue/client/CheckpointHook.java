// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Notifies a client before a checkpoint of the process and after a restore, through the CRaC API,
 * which Lambda SnapStart supports. Uses reflection, because the API has no stable module name to
 * require.
 */
final class CheckpointHook implements InvocationHandler {
  private final Runnable beforeCheckpoint;
  private final Runnable afterRestore;

  private CheckpointHook(Runnable beforeCheckpoint, Runnable afterRestore) {
    this.beforeCheckpoint = beforeCheckpoint;
    this.afterRestore = afterRestore;
  }

  /**
   * Registers a hook and returns it. Keep a reference to it, because the platform may hold only a
   * weak one. Throws if the library {@code org.crac} is not on the class path.
   */
  static Object register(Runnable beforeCheckpoint, Runnable afterRestore)
      throws ReflectiveOperationException {
    Class<?> resource = Class.forName("org.crac.Resource");
    Object context = Class.forName("org.crac.Core").getMethod("getGlobalContext").invoke(null);
    Object hook =
        Proxy.newProxyInstance(
            resource.getClassLoader(),
            new Class<?>[] {resource},
            new CheckpointHook(beforeCheckpoint, afterRestore));
    Class.forName("org.crac.Context").getMethod("register", resource).invoke(context, hook);
    return hook;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    switch (method.getName()) {
      case "beforeCheckpoint" -> beforeCheckpoint.run();
      case "afterRestore" -> afterRestore.run();
      case "hashCode" -> {
        return System.identityHashCode(proxy);
      }
      case "equals" -> {
        return arguments != null && proxy == arguments[0];
      }
      default -> {
        return toString();
      }
    }
    return null;
  }
}
