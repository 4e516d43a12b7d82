// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.queue.OutgoingMessage;
import io.github.tracequeue.consumer.queue.OutgoingQueue;
import io.github.tracequeue.consumer.queue.OutgoingQueue.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Sends messages to a queue, several requests at a time. Thread-safe.
 *
 * @param queue the target queue
 * @param name the queue's name in the log
 */
record ParallelSender(OutgoingQueue queue, String name, Workers workers) {

  /** Sends a message for each item until the deadline; returns the items that were not sent. */
  <T> List<T> send(
      List<T> items, Function<T, OutgoingMessage> toMessage, Deadline deadline, Failures failures)
      throws InterruptedException {
    List<Request<T>> requests = OutgoingQueue.requests(items, toMessage);
    List<Callable<List<T>>> tasks = new ArrayList<>();
    for (Request<T> request : requests) {
      tasks.add(() -> queue.send(request));
    }
    List<TaskResult<List<T>>> results = workers.run(tasks, deadline, deadline);
    List<T> left = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof TaskResult.Done<List<T>> done) {
        left.addAll(done.value());
        failures.addRefusedBy(name, done.value().size());
      } else {
        left.addAll(requests.get(i).items());
        failures.add(results.get(i));
      }
    }
    return left;
  }
}
