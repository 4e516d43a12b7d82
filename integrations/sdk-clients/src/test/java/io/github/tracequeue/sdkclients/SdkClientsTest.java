// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.sdkclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.ResponsesModel;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.adapter.testkit.ProviderAnswer;
import io.github.tracequeue.adapter.testkit.ProviderAnswers;
import io.github.tracequeue.adapter.testkit.ProviderServer;
import io.github.tracequeue.adapter.testkit.UsageVector;
import io.github.tracequeue.client.CallClaim;
import io.github.tracequeue.testing.RecordingTraceClient;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The providers' own clients against a server on this machine. */
final class SdkClientsTest {
  private static final ProviderServer SERVER = ProviderServer.start();
  private static final RecordingTraceClient TRACES = RecordingTraceClient.create();
  private static final AdapterOptions OPTIONS =
      AdapterOptions.fromEnvironment().withTraces(TRACES).withAgent("cto");
  private static final AnthropicClient ANTHROPIC =
      RecordedAnthropic.wrap(
          AnthropicOkHttpClient.builder().apiKey("k").baseUrl(SERVER.url().toString()).build(),
          OPTIONS);
  private static final OpenAIClient OPENAI =
      RecordedOpenAi.wrap(
          OpenAIOkHttpClient.builder().apiKey("k").baseUrl(SERVER.url().toString()).build(),
          OPTIONS);

  @BeforeEach
  void forget() {
    TRACES.clear();
  }

  @AfterEach
  void noClaimIsLeft() {
    assertThat(CallClaim.current()).isNull();
  }

  @AfterAll
  static void stopServer() {
    ANTHROPIC.close();
    OPENAI.close();
    SERVER.close();
  }

  static Stream<UsageVector> anthropic() {
    return UsageVector.of("anthropic").filter(vector -> vector.api().equals("messages"));
  }

  static Stream<UsageVector> chat() {
    return UsageVector.of("openai").filter(vector -> vector.api().startsWith("Chat Completions"));
  }

  static Stream<UsageVector> responses() {
    return UsageVector.of("openai").filter(vector -> vector.api().startsWith("Responses"));
  }

  @ParameterizedTest
  @MethodSource("anthropic")
  void create_anthropic_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswers.message(vector));
    ANTHROPIC.messages().create(message(vector.model()));

    vector.assertMatches(TRACES.call());
    assertThat(TRACES.call().model()).isEqualTo(vector.model());
    assertThat(TRACES.call().finishReason()).isEqualTo("end_turn");
    assertThat(TRACES.call().responseId()).isNotNull();
    assertThat(TRACES).hasNoText();
  }

  @ParameterizedTest
  @MethodSource("anthropic")
  void createStreaming_anthropic_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswers.messageStream(vector));
    try (com.anthropic.core.http.StreamResponse<RawMessageStreamEvent> stream =
        ANTHROPIC.messages().createStreaming(message(vector.model()))) {
      assertThat(stream.stream().count()).isEqualTo(6);
    }

    vector.assertMatches(TRACES.call());
    assertThat(TRACES.call().finishReason()).isEqualTo("end_turn");
    assertThat(TRACES.call().timeToFirstTokenMillis()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("chat")
  void create_chat_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswers.chat(vector));
    OPENAI.chat().completions().create(chat(vector.model()));

    vector.assertMatches(TRACES.call());
    assertThat(TRACES.call().finishReason()).isEqualTo("stop");
  }

  @ParameterizedTest
  @MethodSource("chat")
  void createStreaming_chat_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswers.chatStream(vector));
    try (StreamResponse<ChatCompletionChunk> stream =
        OPENAI.chat().completions().createStreaming(chat(vector.model()))) {
      assertThat(stream.stream().count()).isEqualTo(3);
    }

    vector.assertMatches(TRACES.call());
  }

  @Test
  void createStreaming_chatAtOpenAi_asksForTheUsageAndHidesIt() {
    UsageVector vector = chat().findFirst().orElseThrow();
    OpenAIClient asking =
        RecordedOpenAi.wrap(
            OpenAIOkHttpClient.builder().apiKey("k").baseUrl(SERVER.url().toString()).build(),
            OPTIONS,
            true);
    SERVER.answers(ProviderAnswers.chatStream(vector), ProviderAnswers.chatStream(vector));
    ChatCompletionCreateParams own = chat(vector.model());
    ChatCompletionCreateParams without = own.toBuilder().streamOptions(Optional.empty()).build();
    assertThat(chunks(asking, without)).isEqualTo(2);
    assertThat(SERVER.requests().get(0)).contains("\"include_usage\":true");
    assertThat(chunks(asking, own)).as("asked for by the agent").isEqualTo(3);
    asking.close();

    TRACES.calls().forEach(vector::assertMatches);
    assertThat(TRACES).hasCalls(2);
  }

  private static long chunks(OpenAIClient client, ChatCompletionCreateParams parameters) {
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(parameters)) {
      return stream.stream().count();
    }
  }

  @ParameterizedTest
  @MethodSource("responses")
  void create_response_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswers.response(vector));
    OPENAI.responses().create(response(vector.model()));

    vector.assertMatches(TRACES.call());
    assertThat(TRACES.call().finishReason()).isEqualTo("completed");
  }

  @ParameterizedTest
  @MethodSource("responses")
  void createStreaming_response_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswers.responseStream(vector));
    try (StreamResponse<ResponseStreamEvent> stream =
        OPENAI.responses().createStreaming(response(vector.model()))) {
      assertThat(stream.stream().count()).isEqualTo(2);
    }

    vector.assertMatches(TRACES.call());
  }

  @Test
  void create_embedding_isMapped() {
    UsageVector vector =
        UsageVector.of("openai")
            .filter(each -> each.api().equals("Embeddings"))
            .findFirst()
            .orElseThrow();
    SERVER.answers(
        ProviderAnswer.json(
            "{\"object\":\"list\",\"model\":\""
                + vector.model()
                + "\",\"data\":[],\"usage\":"
                + vector.usage()
                + "}"));
    OPENAI
        .embeddings()
        .create(EmbeddingCreateParams.builder().model(vector.model()).input("x").build());

    vector.assertMatches(TRACES.call());
    assertThat(TRACES.call().operation()).isEqualTo("embeddings");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500})
  void create_failsAndIsRetried_isOneCall(int status) {
    UsageVector vector = anthropic().findFirst().orElseThrow();
    ProviderAnswer failure =
        ProviderAnswer.failed(
            status, "{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"CANARY\"}}");
    SERVER.answers(failure, ProviderAnswers.message(vector));
    ANTHROPIC.messages().create(message(vector.model()));
    assertThat(SERVER.requests()).hasSize(2);
    vector.assertMatches(TRACES.call());

    TRACES.clear();
    SERVER.answers(failure, failure, failure);
    assertThat(catchThrowable(() -> ANTHROPIC.messages().create(message("claude-opus-5"))))
        .isInstanceOf(com.anthropic.errors.AnthropicServiceException.class);
    assertThat(TRACES.call().errorType()).startsWith("com.anthropic.errors.");
    assertThat(TRACES.call().model()).isEqualTo("claude-opus-5");
  }

  static Stream<Arguments> failingCalls() {
    return Stream.of(
        arguments("chat", (Executable) () -> OPENAI.chat().completions().create(chat("gpt-5"))),
        arguments("responses", (Executable) () -> OPENAI.responses().create(response("gpt-5"))),
        arguments(
            "model of Responses only",
            (Executable)
                () ->
                    OPENAI
                        .responses()
                        .create(
                            ResponseCreateParams.builder()
                                .model(ResponsesModel.ofString("gpt-5"))
                                .input("What now?")
                                .build())),
        arguments(
            "structured",
            (Executable)
                () ->
                    OPENAI
                        .responses()
                        .create(
                            ResponseCreateParams.builder()
                                .model("gpt-5")
                                .input("What now?")
                                .text(Answer.class)
                                .build())),
        arguments(
            "embeddings",
            (Executable)
                () ->
                    OPENAI
                        .embeddings()
                        .create(
                            EmbeddingCreateParams.builder().model("gpt-5").input("x").build())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failingCalls")
  void create_openAiFails_isRecordedWithTheRequestedModel(String name, Executable call) {
    ProviderAnswer failure = ProviderAnswer.failed(400, "{}");
    SERVER.answers(failure);

    assertThat(catchThrowable(call::execute))
        .isInstanceOf(com.openai.errors.OpenAIServiceException.class);
    assertThat(TRACES.call().model()).isEqualTo("gpt-5");
  }

  static final class Answer {
    public String text = "";
  }

  @Test
  void services_withoutRecordedCalls_areTheSdksOwn() {
    assertThat(Proxy.isProxyClass(OPENAI.models().getClass())).isFalse();
    assertThat(Proxy.isProxyClass(ANTHROPIC.messages().batches().getClass())).isFalse();
    assertThat(Proxy.isProxyClass(ANTHROPIC.beta().messages().getClass())).isTrue();
    assertThat(Proxy.isProxyClass(OPENAI.withOptions(o -> {}).responses().getClass())).isTrue();
  }

  @Test
  void createStreaming_breaksOrIsClosed_isRecordedOnce() {
    SERVER.answers(
        ProviderAnswer.events("{\"type\":\"ping\"}").thenBroken(),
        ProviderAnswers.messageStream(anthropic().findFirst().orElseThrow()));
    assertThat(catchThrowable(SdkClientsTest::readAll)).isNotNull();
    assertThat(TRACES.call().errorType()).startsWith("com.anthropic.errors.");

    TRACES.clear();
    try (com.anthropic.core.http.StreamResponse<RawMessageStreamEvent> stream =
        ANTHROPIC.messages().createStreaming(message("m"))) {
      assertThat(stream.stream().findFirst()).isPresent();
    }
    assertThat(TRACES.call().errorType()).isEqualTo("stream_closed");
  }

  @Test
  void create_async_isMapped() throws Exception {
    UsageVector vector = anthropic().findFirst().orElseThrow();
    SERVER.answers(ProviderAnswers.message(vector), ProviderAnswers.messageStream(vector));
    ANTHROPIC.async().messages().create(message(vector.model())).get(10, TimeUnit.SECONDS);
    vector.assertMatches(TRACES.awaitCalls(1, Duration.ofSeconds(10)).call());
    CallClaim.setCurrent(null);

    TRACES.clear();
    ANTHROPIC
        .async()
        .messages()
        .createStreaming(message(vector.model()))
        .subscribe(event -> {})
        .onCompleteFuture()
        .get(10, TimeUnit.SECONDS);
    vector.assertMatches(TRACES.awaitCalls(1, Duration.ofSeconds(10)).call());
  }

  private static void readAll() {
    try (com.anthropic.core.http.StreamResponse<RawMessageStreamEvent> stream =
        ANTHROPIC.messages().createStreaming(message("m"))) {
      stream.stream().forEach(event -> {});
    }
  }

  private static MessageCreateParams message(String model) {
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(9)
        .addUserMessage("What now?")
        .build();
  }

  private static ChatCompletionCreateParams chat(String model) {
    return ChatCompletionCreateParams.builder()
        .model(model)
        .addUserMessage("What now?")
        .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
        .build();
  }

  private static ResponseCreateParams response(String model) {
    return ResponseCreateParams.builder().model(model).input("What now?").build();
  }
}
