// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.github.tracequeue.consumer.message.PromptHasher;
import io.github.tracequeue.consumer.promptkey.KeySource;
import io.github.tracequeue.consumer.promptkey.ParameterKeySource;
import io.github.tracequeue.consumer.promptkey.PromptKey;
import io.github.tracequeue.consumer.promptkey.SecretKeySource;
import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Keys read from Secrets Manager and Parameter Store over HTTP. */
final class KeySourcesTest {

  private static final String KEY = "correct horse battery staple";
  private static final String HASH = "9973cef3c1845dab";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String answer = "{}";
  private volatile boolean failing;
  private final LoopbackServer server = LoopbackServer.start("key-source", this::handle);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void fetch_secretText_isTheKeyOfItsVersion() throws IOException {
    answer =
        """
        {"ARN":"arn:x","Name":"prompt-key","VersionId":"0a1b2c3d-0000-0000-0000-000000000000",
         "SecretString":"%s","VersionStages":["AWSCURRENT"],"CreatedDate":1.7e9}"""
            .formatted(KEY);

    PromptKey key = secret().fetch();

    assertThat(key.hasher().hash("a")).isEqualTo(HASH);
    assertThat(key.hasher().keyId()).isEqualTo("0a1b2c3d");
    assertThat(key.toString()).doesNotContain(KEY);
    assertThat(requests)
        .containsExactly("secretsmanager.GetSecretValue secretsmanager {\"SecretId\":\"name\"}");
  }

  @Test
  void fetch_secretBytes_areTheKeyToo() throws IOException {
    answer = "{\"VersionId\":\"v\",\"SecretBinary\":\"Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ==\"}";

    assertThat(secret().fetch().hasher().hash("a")).isEqualTo(HASH);
  }

  @Test
  void fetch_secretBytesThatAreNoText_areTakenAsTheyAre() throws IOException {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 0x80);
    byte[] other = key.clone();
    other[31] = (byte) 0x81;
    answer = secretBinary(key);
    PromptKey first = secret().fetch();
    answer = secretBinary(other);
    PromptKey second = secret().fetch();

    assertThat(first.hasher().hash("a")).isEqualTo(PromptHasher.keyed(key, "v").hash("a"));
    // As text, both would be a row of replacement characters.
    assertThat(second.hasher().hash("a")).isNotEqualTo(first.hasher().hash("a"));
  }

  @Test
  void fetch_parameter_isTheKeyOfItsVersion() throws IOException {
    answer = "{\"Parameter\":{\"Name\":\"n\",\"Value\":\"%s\",\"Version\":3}}".formatted(KEY);

    PromptKey key = parameter().fetch();

    assertThat(key.hasher().hash("a")).isEqualTo(HASH);
    assertThat(key.hasher().keyId()).isEqualTo("3");
    assertThat(requests)
        .containsExactly("AmazonSSM.GetParameter ssm {\"Name\":\"name\",\"WithDecryption\":true}");
  }

  @Test
  void fetch_serviceDown_failsWithoutRepeatingItsResponse() {
    answer = "{\"VersionId\":\"v\",\"SecretString\":\"%s\"}".formatted(KEY);
    failing = true;

    assertThatThrownBy(() -> secret().fetch())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Secrets Manager: ")
        .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain(KEY));
    assertThatThrownBy(() -> parameter().fetch())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Parameter Store: ");
  }

  @Test
  void fetch_shortKey_isRefusedWithoutNamingIt() {
    answer = "{\"VersionId\":\"v\",\"SecretString\":\"short\"}";

    assertThatThrownBy(() -> secret().fetch())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16 bytes")
        .hasMessageNotContaining("short");
  }

  @Test
  void handle_keyedFunction_storesKeyedHashesAndTheKeysId() {
    answer = "{\"VersionId\":\"0a1b2c3d-00\",\"SecretString\":\"%s\"}".formatted(KEY);
    TestConsumer consumer = TestConsumer.hashingWith(secret());

    assertThat(consumer.handle(TestConsumer.message("m", TestConsumer.traceWithPrompt("a"))))
        .isEmpty();

    assertThat(consumer.traces())
        .singleElement()
        .satisfies(
            trace -> {
              assertThat(trace.content().promptHash()).isEqualTo(HASH);
              assertThat(trace.content().promptHashKey()).isEqualTo("0a1b2c3d");
            });
    assertThat(consumer.tableDump()).doesNotContain(KEY);
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String secretBinary(byte[] key) {
    return "{\"VersionId\":\"v\",\"SecretBinary\":\"%s\"}"
        .formatted(Base64.getEncoder().encodeToString(key));
  }

  private KeySource secret() {
    return SecretKeySource.of(
        SecretsManagerClient.builder()
            .endpointOverride(server.endpoint())
            .region(LocalServices.REGION)
            .credentialsProvider(LocalServices.CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build(),
        "name");
  }

  private KeySource parameter() {
    return ParameterKeySource.of(
        SsmClient.builder()
            .endpointOverride(server.endpoint())
            .region(LocalServices.REGION)
            .credentialsProvider(LocalServices.CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build(),
        "name");
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String scope = authorization.split("/", -1)[3];
    requests.add(exchange.getRequestHeaders().getFirst("X-Amz-Target") + " " + scope + " " + body);
    byte[] bytes = answer.getBytes(UTF_8);
    exchange.sendResponseHeaders(failing ? 500 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
