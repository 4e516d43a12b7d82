// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import zipkin2.Span;
import zipkin2.reporter.AsyncReporter;
import zipkin2.reporter.BytesEncoder;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.Encoding;
import zipkin2.reporter.SpanBytesEncoder;

/** Zipkin's reporter with its defaults, and a sender to SQS like that of zipkin-aws. */
final class ZipkinPipe implements Pipe {
  private final AsyncReporter<Span> reporter;
  private final BytesMessageSender sender;

  private ZipkinPipe(AsyncReporter<Span> reporter, BytesMessageSender sender) {
    this.reporter = reporter;
    this.sender = sender;
  }

  static ZipkinPipe open(String sink, Condition condition) {
    BytesMessageSender sender = new SqsSender(sink, condition);
    BytesEncoder<Span> json = SpanBytesEncoder.JSON_V2;
    return new ZipkinPipe(AsyncReporter.builder(sender).build(json), sender);
  }

  @Override
  public Span event(Call call) {
    return Span.newBuilder()
        .traceId(Call.TRACE_ID)
        .parentId(Call.PARENT_SPAN_ID)
        .id(Call.SPAN_ID)
        .name("chat")
        .timestamp(System.currentTimeMillis() * 1000)
        .duration(call.latencyMillis() * 1000L)
        .putTag("gen_ai.agent.name", call.agent())
        .putTag("gen_ai.provider.name", Call.PROVIDER)
        .putTag("gen_ai.request.model", Call.MODEL)
        .putTag("gen_ai.operation.name", Call.OPERATION)
        .putTag("gen_ai.usage.input_tokens", Integer.toString(call.inputTokens()))
        .putTag("gen_ai.usage.output_tokens", Integer.toString(call.outputTokens()))
        .putTag("gen_ai.usage.cached_tokens", Integer.toString(call.cachedTokens()))
        .putTag("gen_ai.response.finish_reasons", Call.FINISH)
        .putTag("gen_ai.response.id", call.responseId())
        .putTag("prompt_preview", call.prompt())
        .putTag("decision_summary", call.summary())
        .putTag("run_id", call.runId())
        .build();
  }

  @Override
  public boolean hand(Object event) {
    reporter.report((Span) event);
    return true;
  }

  /** A flush sends one message, so flush until the queue is empty. */
  @Override
  public void flush(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    for (int i = 0; i < 200 && System.nanoTime() < end; i++) {
      reporter.flush();
    }
  }

  @Override
  public void close() {
    reporter.close();
    try {
      sender.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class SqsSender extends BytesMessageSender.Base {
    private final String queueUrl;
    private final SqsClient sqs;

    SqsSender(String sink, Condition condition) {
      super(Encoding.JSON);
      queueUrl = SyncSqs.queueUrl(sink);
      sqs = SyncSqs.client(sink, condition);
    }

    @Override
    public int messageMaxBytes() {
      return 256 * 1024;
    }

    @Override
    public void send(List<byte[]> encodedSpans) {
      byte[] body = Encoding.JSON.encode(encodedSpans);
      sqs.sendMessage(
          request ->
              request.queueUrl(queueUrl).messageBody(new String(body, StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
      sqs.close();
    }
  }
}
