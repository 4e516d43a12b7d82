// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs requests concurrently and waits for all of them. */
public final class Concurrently {

  private Concurrently() {}

  /**
   * Returns the results in the order of the inputs. Waits for all requests, then throws the first
   * failure.
   */
  public static <T, R> List<R> map(
      Collection<T> inputs, Function<? super T, ? extends R> request, Executor executor) {
    List<CompletableFuture<R>> requests =
        inputs.stream()
            .map(input -> CompletableFuture.<R>supplyAsync(() -> request.apply(input), executor))
            .toList();
    try {
      CompletableFuture.allOf(requests.toArray(CompletableFuture<?>[]::new)).join();
      List<R> results = new ArrayList<>(requests.size());
      requests.forEach(result -> results.add(result.join()));
      return results;
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Runs requests without a result, as {@link #map} does. */
  public static <T> void forEach(
      Collection<T> inputs, Consumer<? super T> request, Executor executor) {
    map(
        inputs,
        input -> {
          request.accept(input);
          return Boolean.TRUE;
        },
        executor);
  }
}
