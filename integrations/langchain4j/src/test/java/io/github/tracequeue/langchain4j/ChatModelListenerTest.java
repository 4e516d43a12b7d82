// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.adapter.CallRecorder;
import io.github.tracequeue.adapter.PromptCapture;
import io.github.tracequeue.adapter.testkit.ProviderAnswer;
import io.github.tracequeue.adapter.testkit.ProviderAnswers;
import io.github.tracequeue.adapter.testkit.ProviderServer;
import io.github.tracequeue.adapter.testkit.UsageVector;
import io.github.tracequeue.client.CallClaim;
import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.testing.RecordingTraceClient;
import jakarta.enterprise.context.Dependent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LangChain4j's own models against a server on this machine. */
@SuppressWarnings("try") // scopes are only closed
final class ChatModelListenerTest {
  private static final ProviderServer SERVER = ProviderServer.start();

  /** What LangChain4j does not hand on of Gemini's usage. */
  private static final Set<String> NOT_OF_GEMINI =
      Set.of(
          "input_audio_tokens",
          "output_audio_tokens",
          "cache_read_audio_tokens",
          "tool_requests",
          "service_tier");

  private final RecordingTraceClient traces = RecordingTraceClient.create();
  private final List<ChatModelListener> listeners =
      List.of(new TracequeueChatModelListener(options()));

  @AfterEach
  void noClaimIsLeft() {
    assertThat(CallClaim.current()).isNull();
  }

  @AfterAll
  static void stopServer() {
    SERVER.close();
  }

  static Stream<UsageVector> openAi() {
    return UsageVector.of("openai").filter(vector -> vector.api().startsWith("Chat Completions"));
  }

  static Stream<UsageVector> anthropic() {
    return UsageVector.of("anthropic").filter(vector -> vector.api().equals("messages"));
  }

  static Stream<UsageVector> gemini() {
    return UsageVector.of("gcp.gemini")
        .filter(vector -> vector.api().equals("generateContent"))
        .filter(vector -> !vector.usage().has("toolUsePromptTokenCount"));
  }

  @ParameterizedTest
  @MethodSource("openAi")
  void chat_openAi_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswers.chat(vector));
    openAi(vector.model()).chat("What now?");

    vector.assertMatches(traces.call());
    assertThat(traces.call().provider()).isEqualTo("openai");
    assertThat(traces.call().finishReason()).isEqualTo("stop");
    assertThat(traces.call().responseId()).isNotNull();
    assertThat(traces).hasNoText();
  }

  @ParameterizedTest
  @MethodSource("openAi")
  void stream_openAi_isMapped(UsageVector vector) throws Exception {
    SERVER.answers(ProviderAnswers.chatStream(vector));
    stream(openAiStream(vector.model()));

    vector.assertMatches(traces.call());
  }

  @ParameterizedTest
  @MethodSource("anthropic")
  void chat_anthropic_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswers.message(vector));
    AnthropicChatModel.builder()
        .baseUrl(SERVER.url() + "/v1")
        .apiKey("k")
        .modelName(vector.model())
        .listeners(listeners)
        .build()
        .chat("What now?");

    vector.assertMatches(traces.call());
  }

  @ParameterizedTest
  @MethodSource("anthropic")
  void stream_anthropic_isMapped(UsageVector vector) throws Exception {
    SERVER.answers(ProviderAnswers.messageStream(vector));
    stream(
        AnthropicStreamingChatModel.builder()
            .baseUrl(SERVER.url() + "/v1")
            .apiKey("k")
            .modelName(vector.model())
            .listeners(listeners)
            .build());

    vector.assertMatches(traces.call());
  }

  @ParameterizedTest
  @MethodSource("gemini")
  void chat_gemini_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswers.generated(vector));
    GoogleAiGeminiChatModel.builder()
        .baseUrl(SERVER.url().toString())
        .apiKey("k")
        .modelName(vector.model())
        .listeners(listeners)
        .build()
        .chat("What now?");

    vector.assertMatchesExcept(traces.call(), NOT_OF_GEMINI);
    assertThat(traces.call().provider()).isEqualTo("gcp.gemini");
  }

  @ParameterizedTest
  @MethodSource("gemini")
  void stream_gemini_isMapped(UsageVector vector) throws Exception {
    SERVER.answers(ProviderAnswers.generatedStream(vector));
    stream(
        GoogleAiGeminiStreamingChatModel.builder()
            .baseUrl(SERVER.url().toString())
            .apiKey("k")
            .modelName(vector.model())
            .listeners(listeners)
            .build());

    vector.assertMatchesExcept(traces.call(), NOT_OF_GEMINI);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500})
  void chat_fails_isRecordedOnce(int status) {
    ProviderAnswer failure = ProviderAnswer.failed(status, "{\"error\":{\"message\":\"CANARY\"}}");
    SERVER.answers(failure, failure);
    assertThat(catchThrowable(() -> openAi("gpt-5").chat("What now?"))).isNotNull();

    assertThat(traces.call().isError()).isTrue();
    assertThat(traces.call().errorType()).startsWith("dev.langchain4j.exception.");
    assertThat(traces.call().model()).isEqualTo("gpt-5");
    assertThat(traces).hasNoText();
  }

  @Test
  void stream_breaks_isRecorded() {
    SERVER.answers(ProviderAnswer.events("{\"choices\":[]}").thenBroken());
    assertThat(catchThrowable(() -> stream(openAiStream("gpt-5")))).isNotNull();

    assertThat(traces.call().isError()).isTrue();
  }

  @Test
  void chat_adapterBeneath_staysSilent() {
    CallRecorder beneath = CallRecorder.create("bedrock", options());
    ChatModelListener inner =
        new ChatModelListener() {
          @Override
          public void onRequest(
              dev.langchain4j.model.chat.listener.ChatModelRequestContext context) {
            beneath.begin().end();
          }
        };
    SERVER.answers(ProviderAnswers.chat(openAi().findFirst().orElseThrow()));
    openAi("gpt-5", List.of(listeners.get(0), inner)).chat("What now?");

    assertThat(traces).hasCalls(1);
  }

  @Test
  void stream_inARun_belongsToItAlthoughItEndsOnAnotherThread() throws Exception {
    SERVER.answers(ProviderAnswers.chatStream(openAi().findFirst().orElseThrow()));
    Run run = traces.startRun("sre");
    try (CurrentRun.Scope scope = run.makeCurrent()) {
      stream(openAiStream("gpt-5"));
    }

    assertThat(traces.call().runId()).isEqualTo(run.runId());
  }

  @Test
  void chat_promptsAndDecisions_areKeptIfAskedFor() {
    SERVER.answers(ProviderAnswers.chat(openAi().skip(1).findFirst().orElseThrow()));
    AdapterOptions options = options().withPrompts(PromptCapture.HASH).withDecisions(true);
    openAi("gpt-5", List.of(new TracequeueChatModelListener(options))).chat("What now?");

    TraceEvent event = traces.call();
    assertThat(event.promptPreview()).isNull();
    assertThat(event.promptHash()).hasSize(16);
    assertThat(event.decisionSummary()).isEqualTo("Go home.");
  }

  @Test
  void listener_inACdiContainer_isABean() throws Exception {
    assertThat(TracequeueChatModelListener.class.isAnnotationPresent(Dependent.class)).isTrue();
    assertThat(TracequeueChatModelListener.class.getResource("/META-INF/beans.xml")).isNotNull();
    assertThat(TracequeueChatModelListener.class.getConstructor().newInstance()).isNotNull();
  }

  private ChatModel openAi(String model) {
    return openAi(model, listeners);
  }

  private static ChatModel openAi(String model, List<ChatModelListener> listeners) {
    return OpenAiChatModel.builder()
        .baseUrl(SERVER.url() + "/v1")
        .apiKey("k")
        .modelName(model)
        .listeners(listeners)
        .maxRetries(0)
        .build();
  }

  private StreamingChatModel openAiStream(String model) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(SERVER.url() + "/v1")
        .apiKey("k")
        .modelName(model)
        .listeners(listeners)
        .build();
  }

  private static void stream(StreamingChatModel model) throws Exception {
    var done = new CompletableFuture<ChatResponse>();
    model.chat(
        "What now?",
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String part) {}

          @Override
          public void onCompleteResponse(ChatResponse response) {
            done.complete(response);
          }

          @Override
          public void onError(Throwable error) {
            done.completeExceptionally(error);
          }
        });
    done.get(10, TimeUnit.SECONDS);
  }

  private AdapterOptions options() {
    return AdapterOptions.fromEnvironment().withTraces(traces).withAgent("cto");
  }
}
