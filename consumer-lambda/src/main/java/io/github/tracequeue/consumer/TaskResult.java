// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

/** The result of a task at its deadline. */
sealed interface TaskResult<T> {

  record Done<T>(T value) implements TaskResult<T> {}

  record Failed<T>(Throwable cause) implements TaskResult<T> {}

  record Unfinished<T>() implements TaskResult<T> {}
}
