// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.genai.Client;
import com.google.genai.types.HttpOptions;
import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.adapter.testkit.ProviderAnswer;
import io.github.tracequeue.adapter.testkit.ProviderAnswers;
import io.github.tracequeue.adapter.testkit.ProviderServer;
import io.github.tracequeue.adapter.testkit.UsageVector;
import io.github.tracequeue.client.CallClaim;
import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.opentelemetry.TracequeueSpanProcessor;
import io.github.tracequeue.testing.RecordingTraceClient;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.google.genai.GoogleGenAiChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * An application of Spring Boot with Spring AI's own models against a server on this machine. The
 * adapters for OpenTelemetry and Bedrock are there too, so that each test also shows that one call
 * is one event.
 */
@SuppressWarnings("try") // scopes are only closed
final class SpringAiTest {
  private static final ProviderServer SERVER = ProviderServer.start();
  private static final RecordingTraceClient TRACES = RecordingTraceClient.create();

  private static ConfigurableApplicationContext application;

  @BeforeAll
  static void startApplication() {
    application =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(
                "spring.application.name=Night Shift",
                "spring.main.banner-mode=off",
                "spring.ai.anthropic.api-key=k",
                "spring.ai.anthropic.base-url=" + SERVER.url(),
                "spring.ai.anthropic.max-retries=0",
                "spring.ai.openai.api-key=k",
                "spring.ai.openai.base-url=" + SERVER.url(),
                "spring.ai.openai.max-retries=0",
                "spring.ai.retry.max-attempts=1",
                "tracequeue.decisions=true",
                "tracequeue.prompts=hash")
            .run();
  }

  @AfterAll
  static void stopApplication() {
    application.close();
    SERVER.close();
  }

  @BeforeEach
  void forget() {
    TRACES.clear();
  }

  @AfterEach
  void noClaimIsLeft() {
    assertThat(CallClaim.current()).isNull();
  }

  static Stream<UsageVector> anthropic() {
    return UsageVector.of("anthropic").filter(vector -> vector.api().equals("messages"));
  }

  /** What Google's SDK does not hand on: the tools of a response are outside its usage. */
  static Stream<UsageVector> gemini() {
    return UsageVector.of("gcp.gemini")
        .filter(vector -> vector.api().equals("generateContent"))
        .filter(vector -> !vector.mapped().has("tool_requests"));
  }

  static Stream<UsageVector> openAi() {
    return UsageVector.of("openai").filter(vector -> vector.api().startsWith("Chat Completions"));
  }

  @ParameterizedTest
  @MethodSource("anthropic")
  void call_anthropic_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswers.message(vector));
    anthropicModel().call(prompt(vector));

    vector.assertMatches(TRACES.call());
    assertThat(TRACES.call().agentSlug()).isEqualTo("night-shift");
    assertThat(TRACES.call().provider()).isEqualTo("anthropic");
    assertThat(TRACES.call().model()).isEqualTo(vector.model());
    assertThat(TRACES.call().finishReason()).isEqualTo("end_turn");
    assertThat(TRACES.call().responseId()).isNotNull();
    assertThat(TRACES.call().promptHash()).hasSize(16);
    assertThat(TRACES.call().decisionSummary()).contains("Go home.");
  }

  @ParameterizedTest
  @MethodSource("openAi")
  void call_openAi_isMappedWithoutTheTier(UsageVector vector) {
    SERVER.answers(ProviderAnswers.chat(vector));
    openAiModel().call(openAiPrompt(vector));

    vector.assertMatchesExcept(TRACES.call(), Set.of("service_tier"));
    assertThat(TRACES.call().provider()).isEqualTo("openai");
  }

  @ParameterizedTest
  @MethodSource("gemini")
  void call_gemini_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswers.generated(vector));
    geminiModel(vector).call(new Prompt("What now?"));

    vector.assertMatchesExcept(TRACES.call(), Set.of("service_tier"));
    assertThat(TRACES.call().provider()).isEqualTo("gcp.gemini");
  }

  @ParameterizedTest
  @MethodSource("anthropic")
  void stream_anthropic_isMapped(UsageVector vector) throws Exception {
    SERVER.answers(ProviderAnswers.messageStream(vector));
    anthropicModel().stream(prompt(vector)).blockLast();

    vector.assertMatches(streamed());
  }

  @ParameterizedTest
  @MethodSource("openAi")
  void stream_openAi_isMapped(UsageVector vector) throws Exception {
    SERVER.answers(ProviderAnswers.chatStream(vector));
    openAiModel().stream(openAiPrompt(vector)).blockLast();

    vector.assertMatches(streamed());
  }

  /** Of a stream, Spring AI keeps the prompt, the output and the total. */
  static Stream<UsageVector> geminiStreams() {
    return gemini().filter(vector -> !vector.usage().has("toolUsePromptTokenCount"));
  }

  @ParameterizedTest
  @MethodSource("geminiStreams")
  void stream_gemini_isMappedWithoutCacheAndAudio(UsageVector vector) throws Exception {
    SERVER.answers(ProviderAnswers.generatedStream(vector));
    geminiModel(vector).stream(new Prompt("What now?")).blockLast();

    vector.assertMatchesExcept(
        streamed(),
        Set.of(
            "service_tier", "cache_read_tokens", "input_audio_tokens", "cache_read_audio_tokens"));
  }

  @Test
  void call_geminiWithATool_isOneCallForEachAnswer() {
    UsageVector vector = gemini().findFirst().orElseThrow();
    SERVER.answers(ToolAnswers.GEMINI, ProviderAnswers.generated(vector));

    assertToolLoop(geminiModel(vector), vector);
  }

  @Test
  void call_anthropicWithATool_isOneCallForEachAnswer() {
    UsageVector vector = anthropicVector();
    SERVER.answers(ToolAnswers.ANTHROPIC, ProviderAnswers.message(vector));

    assertToolLoop(anthropicModel(), vector);
  }

  @Test
  void call_openAiWithATool_isOneCallForEachAnswer() {
    UsageVector vector =
        openAi().filter(each -> !each.mapped().has("service_tier")).findFirst().orElseThrow();
    SERVER.answers(ToolAnswers.OPENAI, ProviderAnswers.chat(vector));

    assertToolLoop(openAiModel(), vector);
  }

  /** The model asks for a tool, gets its result, and answers. */
  private static void assertToolLoop(ChatModel model, UsageVector last) {
    String answer =
        ChatClient.create(model, application.getBean(ObservationRegistry.class))
            .prompt("What time is it?")
            .tools(
                FunctionToolCallback.builder("clock", () -> "noon").inputType(Void.class).build())
            .call()
            .content();

    assertThat(answer).isEqualTo("Go home.");
    assertThat(SERVER.requests()).hasSize(2);
    assertThat(SERVER.requests().get(1)).contains("noon");
    assertThat(TRACES).hasCalls(2).hasNoErrors();
    assertThat(TRACES.calls().get(0).inputTokens()).isEqualTo(20);
    assertThat(TRACES.calls().get(0).outputTokens()).isEqualTo(5);
    last.assertMatches(TRACES.calls().get(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500})
  void call_fails_isRecordedOnce(int status) {
    SERVER.answers(
        ProviderAnswer.failed(
            status, "{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"CANARY\"}}"));
    assertThat(catchThrowable(() -> anthropicModel().call(prompt(anthropicVector())))).isNotNull();

    assertThat(TRACES.call().isError()).isTrue();
    assertThat(TRACES.call().errorType()).startsWith("com.anthropic.errors.");
    assertThat(TRACES.call().inputTokens()).isZero();
  }

  @Test
  void stream_breaks_isRecordedOnce() throws Exception {
    SERVER.answers(ProviderAnswer.events("{\"type\":\"ping\"}").thenBroken());
    assertThat(catchThrowable(() -> anthropicModel().stream(prompt(anthropicVector())).blockLast()))
        .isNotNull();

    assertThat(streamed().isError()).isTrue();
  }

  @Test
  void stream_isCancelled_isRecordedAsClosed() throws Exception {
    SERVER.answers(ProviderAnswers.messageStream(anthropicVector()));
    anthropicModel().stream(prompt(anthropicVector())).take(1).blockLast();

    assertThat(streamed().errorType()).isEqualTo("stream_closed");
  }

  @Test
  void call_overBedrockWithSpans_isOneCallWithTheExactUsage() {
    UsageVector vector = bedrockVector();
    SERVER.answers(
        ProviderAnswer.failedAtAws(500, "InternalServerException"),
        ProviderAnswers.conversed(vector));
    application.getBean(ConverseChatModel.class).call(new Prompt("What now?"));

    assertThat(SERVER.requests()).hasSize(2);
    vector.assertMatches(TRACES.call());
    assertThat(TRACES.call().agentSlug()).isEqualTo("night-shift");
    assertThat(TRACES.call().provider()).isEqualTo("aws.bedrock");
  }

  @Test
  void call_bedrockAlone_isRecordedByTheInterceptor() {
    SERVER.answers(ProviderAnswers.conversed(bedrockVector()));
    application.getBean(ConverseChatModel.class).converse("What now?");

    bedrockVector().assertMatches(TRACES.call());
    assertThat(TRACES.call().agentSlug()).isEqualTo("by-interceptor");
  }

  @Test
  void embed_openAi_isRecorded() {
    UsageVector vector =
        UsageVector.of("openai")
            .filter(each -> each.api().equals("Embeddings"))
            .findFirst()
            .orElseThrow();
    SERVER.answers(
        ProviderAnswer.json(
            "{\"object\":\"list\",\"model\":\""
                + vector.model()
                + "\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.1]}],\"usage\":"
                + vector.usage()
                + "}"));
    application.getBean(EmbeddingModel.class).embed("What now?");

    vector.assertMatches(TRACES.call());
    assertThat(TRACES.call().operation()).isEqualTo("embeddings");
  }

  @Test
  void call_observationOrAnnotationNamesTheAgent_belongsToIt() {
    ProviderAnswer answer = ProviderAnswers.message(anthropicVector());
    SERVER.answers(answer, answer, answer);
    Observation.createNotStarted("work", application.getBean(ObservationRegistry.class))
        .lowCardinalityKeyValue("tracequeue.agent", "By Key")
        .observe(() -> anthropicModel().call(prompt(anthropicVector())));
    application.getBean(AnnotatedAgent.class).ask();
    Run run = TRACES.startRun("by-run");
    try (CurrentRun.Scope scope = run.makeCurrent()) {
      application.getBean(AnnotatedAgent.class).ask();
    }

    assertThat(TRACES.calls())
        .extracting(event -> event.agentSlug())
        .containsExactly("by-key", "by-annotation", "by-run");
    assertThat(TRACES.calls().get(2).runId()).isEqualTo(run.runId());
  }

  @Test
  void callAndStream_onVirtualThreads_areRecorded() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads need JDK 21");
    ProviderAnswer answer = ProviderAnswers.message(anthropicVector());
    ProviderAnswer stream = ProviderAnswers.messageStream(anthropicVector());
    var threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    SERVER.answers(answer, answer);
    threads.submit(() -> anthropicModel().call(prompt(anthropicVector()))).get();
    threads.submit(() -> anthropicModel().call(prompt(anthropicVector()))).get();
    SERVER.answers(stream);
    threads.submit(() -> anthropicModel().stream(prompt(anthropicVector())).blockLast()).get();

    TRACES.awaitCalls(3, Duration.ofSeconds(10));
    assertThat(TRACES).hasCalls(3).hasNoErrors();
    TRACES.calls().forEach(anthropicVector()::assertMatches);
    threads.shutdown();
  }

  private static ChatModel anthropicModel() {
    return application.getBean(AnthropicChatModel.class);
  }

  private static ChatModel openAiModel() {
    return application.getBean(OpenAiChatModel.class);
  }

  private static ChatModel geminiModel(UsageVector vector) {
    HttpOptions server = HttpOptions.builder().baseUrl(SERVER.url().toString()).build();
    return GoogleGenAiChatModel.builder()
        .genAiClient(Client.builder().apiKey("k").httpOptions(server).build())
        .options(GoogleGenAiChatOptions.builder().model(vector.model()).build())
        .observationRegistry(application.getBean(ObservationRegistry.class))
        .build();
  }

  private static UsageVector bedrockVector() {
    return UsageVector.of("aws.bedrock")
        .filter(vector -> vector.name().equals("bedrock-converse-cache-details"))
        .findFirst()
        .orElseThrow();
  }

  private static UsageVector anthropicVector() {
    return anthropic().findFirst().orElseThrow();
  }

  /** The only call, which a stream records after its last element. */
  private static TraceEvent streamed() throws InterruptedException {
    return TRACES.awaitCalls(1, Duration.ofSeconds(10)).call();
  }

  private static Prompt prompt(UsageVector vector) {
    return new Prompt(
        "What now?", AnthropicChatOptions.builder().model(vector.model()).maxTokens(9).build());
  }

  private static Prompt openAiPrompt(UsageVector vector) {
    return new Prompt("What now?", OpenAiChatOptions.builder().model(vector.model()).build());
  }

  /** An agent of the application. */
  @TracequeueAgent("By Annotation")
  static class AnnotatedAgent {
    void ask() {
      anthropicModel().call(prompt(anthropicVector()));
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {
    @Bean
    TraceClient traces() {
      return TRACES;
    }

    /** OpenTelemetry's spans of the same observations, each of which is a call too. */
    @Bean
    DefaultTracingObservationHandler spans() {
      AdapterOptions options =
          AdapterOptions.fromEnvironment().withTraces(TRACES).withAgent("by-span");
      Tracer tracer =
          SdkTracerProvider.builder()
              .addSpanProcessor(TracequeueSpanProcessor.create(options))
              .build()
              .get("test");
      return new DefaultTracingObservationHandler(
          new OtelTracer(tracer, new OtelCurrentTraceContext(), event -> {}));
    }

    @Bean
    ConverseChatModel converse(ObservationRegistry observations) {
      AdapterOptions options =
          AdapterOptions.fromEnvironment().withTraces(TRACES).withAgent("by-interceptor");
      return new ConverseChatModel(SERVER.url(), options, observations);
    }

    @Bean
    AnnotatedAgent annotatedAgent() {
      return new AnnotatedAgent();
    }
  }
}
