// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.function.BiFunction;

/** The subjects that are compared. */
public enum Subject {
  /** The overhead of the measurement itself. */
  NOTHING("nothing", (sink, condition) -> new NoPipe()),
  TRACEQUEUE("Tracequeue", TracequeuePipe::open),
  OPENTELEMETRY("OpenTelemetry BatchSpanProcessor", OpenTelemetryPipe::open),
  ZIPKIN("zipkin AsyncReporter", ZipkinPipe::open),
  BATCH_MANAGER("SqsAsyncBatchManager", BatchManagerPipe::open),
  SYNC_DYNAMODB("synchronous DynamoDB write", SyncDynamoDbPipe::open);

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // A static method, each of them.
  private final BiFunction<String, Condition, Pipe> pipes;

  Subject(String title, BiFunction<String, Condition, Pipe> pipes) {
    this.title = title;
    this.pipes = pipes;
  }

  String title() {
    return title;
  }

  /** Opens a pipe to the sink at this URL. */
  Pipe open(String sink, Condition condition) {
    return pipes.apply(sink, condition);
  }
}
