// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bedrock;

import static io.github.tracequeue.adapter.testkit.ProviderAnswers.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.tracequeue.adapter.AdapterOptions;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** The AWS SDK's own clients against a server on this machine. */
@SuppressWarnings("try") // scopes are only closed
final class BedrockInterceptorTest {
  private static final ProviderServer SERVER = ProviderServer.start();
  private static final String MODEL = "us.anthropic.claude-sonnet-4-6";

  // One client of each kind for all tests, and not closed: Netty takes two seconds for that.
  private static final RecordingTraceClient TRACES = RecordingTraceClient.create();
  private static final BedrockRuntimeClient CLIENT = client(options());
  private static final BedrockRuntimeAsyncClient ASYNC = async(options());

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
    SERVER.close();
  }

  static Stream<UsageVector> converse() {
    return vectors("Converse", "ConverseStream");
  }

  static Stream<UsageVector> invoke() {
    return vectors("InvokeModel");
  }

  private static Stream<UsageVector> vectors(String... apis) {
    return UsageVector.of("aws.bedrock").filter(vector -> List.of(apis).contains(vector.api()));
  }

  @ParameterizedTest
  @MethodSource("converse")
  void converse_vector_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswers.conversed(vector));
    CLIENT.converse(request(vector.model()));

    vector.assertMatches(TRACES.call());
    assertThat(TRACES.call().provider()).isEqualTo("aws.bedrock");
    assertThat(TRACES.call().finishReason()).isEqualTo("end_turn");
    assertThat(TRACES.call().operation()).isEqualTo("chat");
    assertThat(TRACES).hasNoText();
  }

  @ParameterizedTest
  @MethodSource("converse")
  void converseStream_vector_isMapped(UsageVector vector) throws Exception {
    SERVER.answers(ProviderAnswers.conversedStream(vector));
    stream(vector.model()).get(10, TimeUnit.SECONDS);

    vector.assertMatches(TRACES.call());
    assertThat(TRACES.call().finishReason()).isEqualTo("end_turn");
    assertThat(TRACES.call().timeToFirstTokenMillis()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("invoke")
  void invokeModel_vector_isMapped(UsageVector vector) {
    SERVER.answers(ProviderAnswer.json(vector.raw().toString()));
    CLIENT.invokeModel(invoke(vector.model()));

    vector.assertMatches(TRACES.call());
    assertThat(TRACES.call().operation())
        .isEqualTo(vector.model().contains("embed") ? "embeddings" : "chat");
  }

  @Test
  void invokeModelStream_anthropic_isMapped() throws Exception {
    UsageVector vector = vectors("InvokeModelWithResponseStream").findFirst().orElseThrow();
    String delta =
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":1}}";
    SERVER.answers(
        ProviderAnswers.eventStream(
            event("chunk", chunk(delta)), event("chunk", chunk(vector.raw().toString()))));
    ASYNC
        .invokeModelWithResponseStream(
            request ->
                request.modelId(vector.model()).body(SdkBytes.fromUtf8String("{\"messages\":[]}")),
            InvokeModelWithResponseStreamResponseHandler.builder().subscriber(part -> {}).build())
        .get(10, TimeUnit.SECONDS);

    vector.assertMatches(TRACES.call());
    assertThat(TRACES.call().finishReason()).isEqualTo("end_turn");
  }

  @Test
  void invokeModel_bodyWithoutUsage_hasTheHeadersOfBedrock() {
    ProviderAnswer answer = ProviderAnswer.json("{\"generation\":\"Go home.\"}");
    SERVER.answers(
        answer
            .with("X-Amzn-Bedrock-Input-Token-Count", "12")
            .with("X-Amzn-Bedrock-Output-Token-Count", "3"),
        answer);
    CLIENT.invokeModel(invoke("meta.llama3-1-70b-instruct-v1:0"));
    CLIENT.invokeModel(invoke("meta.llama3-1-70b-instruct-v1:0"));

    assertThat(TRACES.calls()).extracting(TraceEvent::inputTokens).containsExactly(12L, 0L);
    assertThat(TRACES.calls())
        .extracting(TraceEvent::errorType)
        .containsExactly(null, "usage_missing");
  }

  @Test
  void converse_async_isRecorded() throws Exception {
    SERVER.answers(ProviderAnswers.conversed(vector()));
    ASYNC.converse(request(MODEL)).get(10, TimeUnit.SECONDS);

    vector().assertMatches(TRACES.call());
  }

  @ParameterizedTest
  @CsvSource({"429, ThrottlingException", "500, InternalServerException"})
  void converse_failsAndIsRetried_isOneCall(int status, String code) {
    ProviderAnswer failure = ProviderAnswer.failedAtAws(status, code);
    SERVER.answers(failure, ProviderAnswers.conversed(vector()));
    CLIENT.converse(request(MODEL));
    assertThat(SERVER.requests()).hasSize(2);
    vector().assertMatches(TRACES.call());

    TRACES.clear();
    SERVER.answers(failure, failure, failure);
    assertThat(catchThrowable(() -> CLIENT.converse(request(MODEL)))).isNotNull();
    assertThat(TRACES.call().errorType()).isEqualTo(code);
    assertThat(TRACES.call().model()).isEqualTo(MODEL);
    assertThat(TRACES.call().inputTokens()).isZero();
  }

  @Test
  void converseStream_exceptionInTheStream_isRecorded() {
    SERVER.answers(
        ProviderAnswers.eventStream(
            event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Go\"}}"),
            ProviderAnswers.exception("modelStreamErrorException")));
    assertThat(catchThrowable(() -> stream(MODEL).get(10, TimeUnit.SECONDS))).isNotNull();

    assertThat(TRACES.call().errorType()).isEqualTo("modelStreamErrorException");
  }

  @Test
  void converseStream_connectionBreaks_isOneCall() throws Exception {
    ProviderAnswer broken =
        ProviderAnswers.eventStream(event("messageStart", "{\"role\":\"assistant\"}")).thenBroken();
    SERVER.answers(broken, ProviderAnswers.conversedStream(vector()));
    stream(MODEL).get(10, TimeUnit.SECONDS);
    assertThat(SERVER.requests()).hasSize(2);
    vector().assertMatches(TRACES.call());

    TRACES.clear();
    SERVER.answers(broken, broken, broken);
    assertThat(catchThrowable(() -> stream(MODEL).get(10, TimeUnit.SECONDS))).isNotNull();
    assertThat(SERVER.requests()).hasSize(3);
    assertThat(TRACES.call().isError()).isTrue();
    assertThat(TRACES.call().inputTokens()).isZero();
  }

  @Test
  void converse_inARun_belongsToItOnAnyThread() throws Exception {
    SERVER.answers(ProviderAnswers.conversed(vector()), ProviderAnswers.conversedStream(vector()));
    Run run = TRACES.startRun("sre");
    try (CurrentRun.Scope scope = run.makeCurrent()) {
      CLIENT.converse(request(MODEL));
      stream(MODEL).get(10, TimeUnit.SECONDS);
    }

    assertThat(TRACES.calls())
        .extracting(TraceEvent::runId)
        .containsExactly(run.runId(), run.runId());
    assertThat(TRACES.calls()).extracting(TraceEvent::agentSlug).containsOnly("sre");
  }

  @Test
  void converse_promptsAndDecisions_areKeptIfAskedFor() {
    SERVER.answers(ProviderAnswers.conversed(vector()));
    AdapterOptions options = options().withPrompts(PromptCapture.TEXT).withDecisions(true);
    try (BedrockRuntimeClient open = client(options)) {
      open.converse(request(MODEL));
    }

    assertThat(TRACES.call().promptPreview()).isEqualTo("What now?");
    assertThat(TRACES.call().decisionSummary()).isEqualTo("Go home.");
  }

  @Test
  void build_clientOfTheSdk_findsTheInterceptor() {
    try (BedrockRuntimeClient found =
        configure(BedrockRuntimeClient.builder())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      assertThat(found.serviceClientConfiguration().overrideConfiguration().executionInterceptors())
          .hasAtLeastOneElementOfType(BedrockInterceptor.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "amazon.nova-lite-v1:0, amazon.nova-lite-v1:0",
    "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0, amazon.nova-lite-v1:0",
    "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0,"
        + " us.amazon.nova-lite-v1:0",
    "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/x,"
        + " arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/x"
  })
  void of_modelIdOrArn_isTheModel(String id, String model) {
    assertThat(BedrockModel.of(id)).isEqualTo(model);
  }

  private static CompletableFuture<Void> stream(String model) {
    return ASYNC.converseStream(
        ConverseStreamRequest.builder().modelId(model).messages(question()).build(),
        ConverseStreamResponseHandler.builder().subscriber(event -> {}).build());
  }

  private static ConverseRequest request(String model) {
    return ConverseRequest.builder().modelId(model).messages(question()).build();
  }

  private static Message question() {
    return Message.builder().role("user").content(ContentBlock.fromText("What now?")).build();
  }

  private static InvokeModelRequest invoke(String model) {
    return InvokeModelRequest.builder()
        .modelId(model)
        .body(SdkBytes.fromUtf8String("{\"messages\":[]}"))
        .build();
  }

  private static String chunk(String json) {
    String bytes = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    return "{\"bytes\":\"" + bytes + "\"}";
  }

  private static UsageVector vector() {
    return converse()
        .filter(vector -> vector.name().equals("bedrock-converse-cache-details"))
        .findFirst()
        .orElseThrow();
  }

  private static AdapterOptions options() {
    return AdapterOptions.fromEnvironment().withTraces(TRACES).withAgent("cto");
  }

  private static BedrockRuntimeClient client(AdapterOptions options) {
    return configure(BedrockRuntimeClient.builder())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(override(options))
        .build();
  }

  private static BedrockRuntimeAsyncClient async(AdapterOptions options) {
    return configure(BedrockRuntimeAsyncClient.builder())
        .httpClientBuilder(
            NettyNioAsyncHttpClient.builder()
                .protocol(Protocol.HTTP1_1)
                .readTimeout(Duration.ofSeconds(5)))
        .overrideConfiguration(override(options))
        .build();
  }

  private static ClientOverrideConfiguration override(AdapterOptions options) {
    RetryStrategy atOnce =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .backoffStrategy(BackoffStrategy.retryImmediately())
            .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
            .build();
    return ClientOverrideConfiguration.builder()
        .addExecutionInterceptor(new BedrockInterceptor(options))
        .retryStrategy(atOnce)
        .build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B configure(B builder) {
    return builder
        .endpointOverride(SERVER.url())
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create());
  }
}
