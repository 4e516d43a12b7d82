// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.local.Batch.Received;
import io.github.tracequeue.testkit.lambda.InvocationResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Passes a queue's messages to the function by the rules of a Lambda event source mapping: it forms
 * batches by size, window and payload, limits concurrent invocations, and deletes only messages
 * that succeeded. Failed ones are redelivered after their visibility timeout. Thread-safe.
 */
final class EventSourceMapping implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EventSourceMapping.class.getName());
  private static final int MAX_RECEIVE = 10;
  private static final int MAX_DELETE = 10;
  // A short long-poll, so that closing does not wait long.
  private static final int LONG_POLL_SECONDS = 1;

  private final SqsClient sqs;
  private final PipelineResources resources;
  private final String region;
  private final PipelineSettings.EventSource settings;
  private final BatchFunction function;
  private final Deque<Received> leftOver = new ArrayDeque<>();
  private final Semaphore slots;
  private final ExecutorService invokers;
  private final Thread poller = new Thread(this::poll, "event-source-mapping");
  private final AtomicInteger held = new AtomicInteger();
  private final LongAdder received = new LongAdder();
  private final LongAdder deleted = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder invocations = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private volatile boolean running = true;

  private EventSourceMapping(
      ServiceEndpoints endpoints,
      PipelineResources resources,
      PipelineSettings.EventSource settings,
      BatchFunction function) {
    this.sqs = endpoints.sqsClient();
    this.region = endpoints.region();
    this.resources = resources;
    this.settings = settings;
    this.function = function;
    this.slots = new Semaphore(settings.maxConcurrency());
    this.invokers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "event-source-invoker");
              thread.setDaemon(true);
              return thread;
            });
    poller.setDaemon(true);
  }

  /** Processes batches. */
  interface BatchFunction {
    /** Invokes the function with an event. */
    InvocationResult invoke(String event) throws InterruptedException;
  }

  /** Starts polling the event queue. */
  static EventSourceMapping start(
      ServiceEndpoints endpoints,
      PipelineResources resources,
      PipelineSettings.EventSource settings,
      BatchFunction function) {
    EventSourceMapping mapping = new EventSourceMapping(endpoints, resources, settings, function);
    mapping.poller.start();
    return mapping;
  }

  MappingCounts counts() {
    return new MappingCounts(
        received.sum(), deleted.sum(), failed.sum(), invocations.sum(), errors.sum());
  }

  /** The number of received messages that are not finished. */
  int held() {
    return held.get();
  }

  /** Stops polling. Does not wait for batches in progress; their messages will be redelivered. */
  @Override
  public void close() {
    running = false;
    poller.interrupt();
    invokers.shutdownNow();
    try {
      poller.join(TimeUnit.SECONDS.toMillis(LONG_POLL_SECONDS + 2));
      invokers.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sqs.close();
  }

  private void poll() {
    while (running) {
      try {
        slots.acquire();
        Batch batch = assemble();
        if (batch.isEmpty()) {
          slots.release();
        } else {
          invokers.execute(() -> process(batch));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RejectedExecutionException e) {
        // Closed meanwhile: the batch will be redelivered.
        return;
      }
    }
  }

  /** Waits until the batch is full or its window ends; empty if there are no messages. */
  private Batch assemble() {
    Batch batch = new Batch(settings.batchSize());
    long windowEnds = 0;
    boolean full = false;
    while (running && !full) {
      if (leftOver.isEmpty()) {
        Duration left = Duration.ofNanos(Math.max(0, windowEnds - System.nanoTime()));
        if (!batch.isEmpty() && left.isZero()) {
          break;
        }
        if (!receive(batch) && batch.isEmpty()) {
          break;
        }
      }
      if (batch.isEmpty()) {
        windowEnds = System.nanoTime() + settings.batchWindow().toNanos();
      }
      full = !fill(batch) || batch.room() == 0;
    }
    return batch;
  }

  /** Receives more messages; false if there were none. */
  private boolean receive(Batch batch) {
    int wait = batch.isEmpty() || !settings.batchWindow().isZero() ? LONG_POLL_SECONDS : 0;
    try {
      List<Message> messages =
          sqs.receiveMessage(
                  request ->
                      request
                          .queueUrl(resources.eventsUrl())
                          .maxNumberOfMessages(Math.min(MAX_RECEIVE, batch.room()))
                          .waitTimeSeconds(wait)
                          .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                          .messageAttributeNames("All"))
              .messages();
      keep(messages);
      return !messages.isEmpty();
    } catch (RuntimeException e) {
      // Catch everything: without this thread, no message would be processed.
      backOff(e);
      return false;
    }
  }

  private void keep(List<Message> messages) {
    received.add(messages.size());
    held.addAndGet(messages.size());
    for (Message message : messages) {
      leftOver.add(
          new Received(
              message.messageId(),
              message.receiptHandle(),
              SqsEventJson.record(message, resources.eventsArn(), region)));
    }
  }

  /** Moves messages into the batch; false if one does not fit. */
  private boolean fill(Batch batch) {
    while (!leftOver.isEmpty()) {
      if (!batch.add(leftOver.element())) {
        return false;
      }
      leftOver.remove();
    }
    return true;
  }

  private void process(Batch batch) {
    try {
      invocations.increment();
      InvocationResult result = function.invoke(batch.event());
      Set<String> failures =
          result.match(
              answer -> failures(answer, batch.ids()),
              failure -> {
                errors.increment();
                return batch.ids();
              });
      failed.add(failures.size());
      delete(batch.messages().stream().filter(each -> !failures.contains(each.id())).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (running) {
        LOG.log(Level.WARNING, "a batch failed and will be redelivered", e);
      }
    } finally {
      held.addAndGet(-batch.messages().size());
      slots.release();
    }
  }

  private Set<String> failures(InvocationResult.Answer answer, Set<String> batch) {
    return settings.reportBatchItemFailures()
        ? BatchResponse.failed(answer.payload(), batch)
        : Set.of();
  }

  private void delete(List<Received> messages) {
    for (int from = 0; from < messages.size(); from += MAX_DELETE) {
      List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
      for (Received each : messages.subList(from, Math.min(messages.size(), from + MAX_DELETE))) {
        entries.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(entries.size()))
                .receiptHandle(each.receiptHandle())
                .build());
      }
      int successful =
          sqs.deleteMessageBatch(
                  request -> request.queueUrl(resources.eventsUrl()).entries(entries))
              .successful()
              .size();
      deleted.add(successful);
      failed.add(entries.size() - successful);
    }
  }

  private void backOff(RuntimeException failure) {
    if (!running) {
      return;
    }
    LOG.log(Level.WARNING, "cannot receive messages, will retry", failure);
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
