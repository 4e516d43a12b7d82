// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import io.github.tracequeue.client.ClientStats;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceContext;
import io.github.tracequeue.client.TraceEvent;
import java.time.Duration;

/** Tracequeue's client. */
final class TracequeuePipe implements Pipe {
  private static final TraceContext SPAN = TraceContext.create().child();

  private final TraceClient client;

  private TracequeuePipe(TraceClient client) {
    this.client = client;
  }

  /**
   * The client with its defaults. While nothing is delivered, its queue is large enough for all
   * calls, because refused calls are not measured, unless the condition requires the default
   * limits.
   */
  static TracequeuePipe open(String sink, Condition condition) {
    TraceClient.Builder builder =
        TraceClient.builder(SyncSqs.queueUrl(sink))
            .sqsClient(() -> SyncSqs.client(sink, condition));
    if (condition == Condition.SILENT_SINK || condition == Condition.SLOW_CREDENTIALS) {
      builder.maxQueueSize(1 << 20).maxQueueBytes(1L << 30);
    }
    return new TracequeuePipe(builder.build());
  }

  ClientStats stats() {
    return client.stats();
  }

  @Override
  public TraceEvent event(Call call) {
    return TraceEvent.builder(call.agent(), Call.MODEL)
        .provider(Call.PROVIDER)
        .operation(Call.OPERATION)
        .inputTokens(call.inputTokens())
        .outputTokens(call.outputTokens())
        .cacheReadTokens(call.cachedTokens())
        .latencyMillis(call.latencyMillis())
        .finishReason(Call.FINISH)
        .responseId(call.responseId())
        .promptPreview(call.prompt())
        .decisionSummary(call.summary())
        .runId(call.runId())
        .traceContext(SPAN)
        .build();
  }

  @Override
  public boolean hand(Object event) {
    return client.record((TraceEvent) event);
  }

  @Override
  public void flush(Duration timeout) {
    client.flush(timeout);
  }

  @Override
  public void close() {
    client.close();
  }
}
