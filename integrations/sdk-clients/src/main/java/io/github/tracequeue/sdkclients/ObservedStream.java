// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.sdkclients;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A stream of the SDK, blocking or not, whose events are read as they pass. */
record ObservedStream(Object target, RecordedCall call) implements InvocationHandler {
  static Object wrap(Class<?> type, Object stream, RecordedCall call) {
    return proxy(type, new ObservedStream(stream, call));
  }

  static Object proxy(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "subscribe" -> {
        if (arguments != null && arguments.length > 0) {
          Class<?> handler = method.getParameterTypes()[0];
          arguments[0] = proxy(handler, new EventHandler(arguments[0], call));
        }
        pass(target, method, arguments);
        return proxy;
      }
      case "close" -> {
        call.closed();
        return pass(target, method, arguments);
      }
      default -> {
        Object result = pass(target, method, arguments);
        return result instanceof Stream<?> events ? observed(events) : result;
      }
    }
  }

  private <T> Stream<T> observed(Stream<T> events) {
    Spliterator<T> source = events.spliterator();
    var observed =
        new Spliterators.AbstractSpliterator<T>(Long.MAX_VALUE, Spliterator.ORDERED) {
          @Override
          public boolean tryAdvance(Consumer<? super T> action) {
            boolean isThere;
            var isHidden = new boolean[1];
            try {
              do {
                isHidden[0] = false;
                isThere =
                    source.tryAdvance(
                        event -> {
                          if (call.passed(event)) {
                            action.accept(event);
                          } else {
                            isHidden[0] = true;
                          }
                        });
              } while (isThere && isHidden[0]);
            } catch (RuntimeException | Error e) {
              call.failed(e);
              throw e;
            }
            if (!isThere) {
              call.ended();
            }
            return isThere;
          }
        };
    return StreamSupport.stream(observed, false).onClose(events::close);
  }

  static @Nullable Object pass(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** The handler of a subscriber. */
  private record EventHandler(Object target, RecordedCall call) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      Object argument = arguments == null || arguments.length == 0 ? null : arguments[0];
      if (method.getName().equals("onNext") && argument != null) {
        if (!call.passed(argument)) {
          return null;
        }
      } else if (method.getName().equals("onComplete") && argument instanceof Optional<?> outcome) {
        if (outcome.isPresent() && outcome.get() instanceof Throwable error) {
          call.failed(error);
        } else {
          call.ended();
        }
      }
      return pass(target, method, arguments);
    }
  }
}
