// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client that the process is about to be stored, and that it goes on: CRaC, as Lambda
 * SnapStart calls it. By reflection, as its API has no module name that a module could require.
 */
final class CheckpointHook implements InvocationHandler {
  private final Runnable beforeCheckpoint;
  private final Runnable afterRestore;

  private CheckpointHook(Runnable beforeCheckpoint, Runnable afterRestore) {
    this.beforeCheckpoint = beforeCheckpoint;
    this.afterRestore = afterRestore;
  }

  /**
   * Registers a hook and returns it, to be kept as long as it shall be called: the platform may
   * hold it weakly. Throws where the agent does not have the library {@code org.crac}.
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
