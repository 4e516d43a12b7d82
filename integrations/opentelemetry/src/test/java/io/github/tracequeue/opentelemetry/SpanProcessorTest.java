// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.adapter.CallRecorder;
import io.github.tracequeue.adapter.ObservedCall;
import io.github.tracequeue.adapter.PromptCapture;
import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.client.TokenUsage;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.client.UsageConvention;
import io.github.tracequeue.testing.RecordingTraceClient;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // scopes are only closed
final class SpanProcessorTest {
  private static final Attributes CHAT =
      Attributes.builder()
          .put("gen_ai.operation.name", "chat")
          .put("gen_ai.provider.name", "openai")
          .put("gen_ai.request.model", "gpt-5")
          .put("gen_ai.response.model", "gpt-5-2025-08-07")
          .put("gen_ai.usage.input_tokens", 2006)
          .put("gen_ai.usage.output_tokens", 300)
          .put("gen_ai.usage.cache_read.input_tokens", 1920)
          .put("gen_ai.response.id", "chatcmpl-1")
          .put("gen_ai.response.finish_reasons", "stop")
          .put("gen_ai.conversation.id", "c-1")
          .put("gen_ai.response.time_to_first_chunk", 0.25)
          .build();

  private final RecordingTraceClient traces = RecordingTraceClient.create();
  private final Tracer tracer = tracer(AdapterOptions.fromEnvironment().withTraces(traces));

  @Test
  void onStart_everySpanFails_isLoggedOnce() {
    List<LogRecord> logged = new CopyOnWriteArrayList<>();
    Handler handler =
        new StreamHandler() {
          @Override
          public synchronized void publish(LogRecord record) {
            logged.add(record);
          }
        };
    Logger logger = Logger.getLogger(CallRecorder.class.getName());
    logger.addHandler(handler);
    ReadWriteSpan incompatible =
        (ReadWriteSpan)
            Proxy.newProxyInstance(
                ReadWriteSpan.class.getClassLoader(),
                new Class<?>[] {ReadWriteSpan.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException(method.getName());
                });
    TracequeueSpanProcessor processor =
        TracequeueSpanProcessor.create(AdapterOptions.fromEnvironment().withTraces(traces));

    processor.onStart(Context.root(), incompatible);
    processor.onEnd(incompatible);
    processor.onStart(Context.root(), incompatible);
    logger.removeHandler(handler);

    assertThat(logged)
        .singleElement()
        .satisfies(log -> assertThat(log.getMessage()).contains("adapter opentelemetry"));
  }

  @Test
  void end_chatSpan_isRecordedWithItsPlaceInTheTrace() {
    Span agent = tracer.spanBuilder("agent").startSpan();
    Span chat;
    try (Scope scope = agent.makeCurrent()) {
      chat = start("chat gpt-5", CHAT);
      chat.end();
    }

    TraceEvent event = traces.call();
    assertThat(event.agentSlug()).isEqualTo("night-shift");
    assertThat(event.model()).isEqualTo("gpt-5-2025-08-07");
    assertThat(event.provider()).isEqualTo("openai");
    assertThat(event.operation()).isEqualTo("chat");
    assertThat(event.inputTokens()).isEqualTo(2006);
    assertThat(event.outputTokens()).isEqualTo(300);
    assertThat(event.cacheReadTokens()).isEqualTo(1920);
    assertThat(event.usageConvention()).isEqualTo(UsageConvention.INCLUSIVE);
    assertThat(event.responseId()).isEqualTo("chatcmpl-1");
    assertThat(event.finishReason()).isEqualTo("stop");
    assertThat(event.sessionId()).isEqualTo("c-1");
    assertThat(event.timeToFirstTokenMillis()).isEqualTo(250);
    assertThat(event.traceId()).isEqualTo(agent.getSpanContext().getTraceId());
    assertThat(event.spanId()).isEqualTo(chat.getSpanContext().getSpanId());
    assertThat(event.parentSpanId()).isEqualTo(agent.getSpanContext().getSpanId());
  }

  @Test
  void end_olderNamesAndText_areRead() {
    start(
            "bedrock.converse",
            texts(
                Map.of(
                    "llm.request.type", "chat",
                    "gen_ai.system", "AWS",
                    "gen_ai.request.model", "us.anthropic.claude-sonnet-4-6",
                    "gen_ai.usage.prompt_tokens", "12",
                    "gen_ai.usage.completion_tokens", "350",
                    "gen_ai.usage.cache_read_input_tokens", "5000")))
        .end();

    assertThat(traces.call().provider()).isEqualTo("aws.bedrock");
    assertThat(traces.call().inputTokens()).isEqualTo(12);
    assertThat(traces.call().usageConvention()).isEqualTo(UsageConvention.EXCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gen_ai.usage.cache_write.input_tokens",
        "gen_ai.usage.cache_creation.input_tokens",
        "gen_ai.usage.cache_creation_input_tokens"
      })
  void end_cacheWrites_haveThreeNames(String name) {
    start("chat", CHAT.toBuilder().put(name, 7).build()).end();

    assertThat(traces.call().cacheWrite5mTokens()).isEqualTo(7);
  }

  @Test
  void end_openInferenceSpan_isRecorded() {
    start(
            "llm",
            Attributes.builder()
                .put("openinference.span.kind", "LLM")
                .put("llm.model_name", "gpt-5")
                .put("llm.provider", "azure")
                .put("llm.token_count.prompt", 10)
                .put("llm.token_count.completion", 20)
                .build())
        .end();

    assertThat(traces.call().provider()).isEqualTo("azure.ai.openai");
    assertThat(traces.call().operation()).isEqualTo("chat");
    assertThat(traces.call().outputTokens()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"invoke_agent", "invoke_workflow"})
  void end_rollUpSpan_isRecordedOnlyIfNothingBeneathIs(String operation) {
    Span rollUp = start("agent", operation(operation));
    try (Scope scope = rollUp.makeCurrent()) {
      Span step = tracer.spanBuilder("step").startSpan();
      try (Scope inner = step.makeCurrent()) {
        start("chat gpt-5", CHAT).end();
      }
      step.end();
    }
    rollUp.end();
    assertThat(traces.call().operation()).isEqualTo("chat");

    traces.clear();
    start("remote agent", operation(operation)).end();
    assertThat(traces.call().operation()).isEqualTo(operation);
  }

  @Test
  void end_rollUpSpanThatSaysSoLate_isNotRecorded() {
    Span rollUp = tracer.spanBuilder("agent").startSpan();
    try (Scope scope = rollUp.makeCurrent()) {
      start("chat gpt-5", CHAT).end();
    }
    rollUp.setAllAttributes(operation("invoke_agent")).end();

    assertThat(traces.call().operation()).isEqualTo("chat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"execute_tool", "create_agent"})
  void end_otherOperation_isNotRecorded(String operation) {
    start("tool", operation(operation)).end();

    assertThat(traces).hasCalls(0);
  }

  @Test
  void end_attributesSetLate_areRead() {
    Span span = tracer.spanBuilder("chat gpt-5").startSpan();
    span.setAllAttributes(CHAT).setAttribute("gen_ai.agent.name", "CTO Agent").end();

    assertThat(traces.call().agentSlug()).isEqualTo("cto-agent");
  }

  @Test
  void end_failedSpan_hasTheErrorButNotItsText() {
    start("chat", CHAT.toBuilder().put("error.type", "timeout").build())
        .setStatus(StatusCode.ERROR, "CANARY")
        .end();

    assertThat(traces.call().errorType()).isEqualTo("timeout");
    assertThat(traces).hasNoText();
  }

  @Test
  void end_withoutCounts_isMarked() {
    start("chat", texts(Map.of("gen_ai.operation.name", "chat", "gen_ai.request.model", "m")))
        .end();

    assertThat(traces.call().errorType()).isEqualTo("usage_missing");
  }

  @Test
  void end_embedding_hasNoOutput() {
    start(
            "embeddings",
            Attributes.builder()
                .put("gen_ai.operation.name", "embeddings")
                .put("gen_ai.provider.name", "openai")
                .put("gen_ai.request.model", "text-embedding-3-small")
                .put("gen_ai.usage.input_tokens", 8)
                .build())
        .end();

    assertThat(traces.call().outputTokens()).isZero();
    assertThat(traces.call().isError()).isFalse();
  }

  @Test
  void end_spanBeneathACall_staysSilent() {
    Span outer = start("ChatModel.chat", CHAT);
    try (Scope scope = outer.makeCurrent()) {
      Span http = tracer.spanBuilder("POST").startSpan();
      try (Scope inner = http.makeCurrent()) {
        start("chat gpt-5", CHAT.toBuilder().put("gen_ai.response.id", "inner").build()).end();
      }
      http.end();
    }
    outer.end();

    assertThat(traces.call().responseId()).isEqualTo("chatcmpl-1");
  }

  @Test
  void end_beneathAnotherAdapter_staysSilent() {
    CallRecorder recorder =
        CallRecorder.create(
            "langchain4j", AdapterOptions.fromEnvironment().withTraces(traces).withAgent("cto"));
    ObservedCall call = recorder.begin();
    start("chat gpt-5", CHAT).end();
    Span late = tracer.spanBuilder("chat").startSpan();
    late.setAllAttributes(CHAT);
    call.model("gpt-5").usage(TokenUsage.of(1, 2)).end();
    late.end();

    assertThat(traces.calls())
        .extracting(TraceEvent::inputTokens)
        .as("the second span ends after the call: a call of its own")
        .containsExactly(1L, 2006L);
  }

  @Test
  void end_adapterBeneathASpan_staysSilent() {
    CallRecorder recorder =
        CallRecorder.create("bedrock", AdapterOptions.fromEnvironment().withTraces(traces));
    Span span = start("chat gpt-5", CHAT);
    recorder.begin().usage(TokenUsage.of(1, 2)).end();
    span.end();

    assertThat(traces.call().responseId()).isEqualTo("chatcmpl-1");
    recorder.begin().usage(TokenUsage.of(1, 2)).end();
    assertThat(traces).hasCalls(2);
  }

  @Test
  void end_inARun_belongsToIt() {
    Run run = traces.startRun("cto");
    try (CurrentRun.Scope scope = run.makeCurrent()) {
      start("chat gpt-5", CHAT).end();
    }

    assertThat(traces.call().agentSlug()).isEqualTo("cto");
    assertThat(traces.call().runId()).isEqualTo(run.runId());
  }

  @Test
  void end_prompts_areReadOnlyIfAskedFor() {
    String messages =
        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"What now?\"}]}]";
    Attributes attributes = CHAT.toBuilder().put("gen_ai.input.messages", messages).build();
    start("chat", attributes).end();
    assertThat(traces).hasNoText();

    AdapterOptions options =
        AdapterOptions.fromEnvironment().withTraces(traces).withPrompts(PromptCapture.TEXT);
    tracer(options).spanBuilder("chat").setAllAttributes(attributes).startSpan().end();
    assertThat(traces.calls().get(1).promptPreview()).isEqualTo("What now?");
  }

  @Test
  void forceFlush_delivered_succeeds() {
    var processor =
        TracequeueSpanProcessor.create(AdapterOptions.fromEnvironment().withTraces(traces));

    assertThat(processor.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
    traces.close();
    assertThat(processor.shutdown().join(10, TimeUnit.SECONDS).isDone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1.0, false", "0.1, true"})
  void warning_sampler_saysWhatIsLost(double ratio, boolean warns) {
    Sampler sampler = Sampler.parentBased(Sampler.traceIdRatioBased(ratio));

    assertThat(SpanProcessorInstaller.warning(sampler) != null).isEqualTo(warns);
    assertThat(SpanProcessorInstaller.warning(Sampler.alwaysOn())).isNull();
    assertThat(SpanProcessorInstaller.warning(Sampler.parentBased(Sampler.alwaysOff())))
        .contains("OTEL_TRACES_SAMPLER=always_on");
  }

  private Span start(String name, Attributes attributes) {
    SpanBuilder span = tracer.spanBuilder(name).setAllAttributes(attributes);
    return span.startSpan();
  }

  private static Attributes operation(String name) {
    return CHAT.toBuilder().put("gen_ai.operation.name", name).build();
  }

  private static Attributes texts(Map<String, String> values) {
    AttributesBuilder attributes = Attributes.builder();
    values.forEach(attributes::put);
    return attributes.build();
  }

  private static Tracer tracer(AdapterOptions options) {
    Attributes service = Attributes.of(AttributeKey.stringKey("service.name"), "Night Shift");
    return SdkTracerProvider.builder()
        .setResource(Resource.create(service))
        .addSpanProcessor(TracequeueSpanProcessor.create(options))
        .build()
        .get("test");
  }
}
