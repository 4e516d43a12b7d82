// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.promptkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * A key in Secrets Manager or in Parameter Store. One signed request each: a service's whole client
 * would be megabytes of the jar. Safe for any number of threads.
 */
public final class AwsKeySource implements KeySource {

  private static final JsonFactory JSON = new JsonFactory();
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
  private static final int ATTEMPTS = 3;

  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final Region region;
  private final URI endpoint;
  private final Store store;
  private final String request;

  private AwsKeySource(
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      Region region,
      URI endpoint,
      Store store,
      String request) {
    this.http = http;
    this.credentials = credentials;
    this.region = region;
    this.endpoint = endpoint;
    this.store = store;
    this.request = request;
  }

  /** Where a key can be. */
  public enum Store {
    /** A secret: its text or its bytes are the key, the start of its version id the key's id. */
    SECRETS_MANAGER(
        "secretsmanager",
        "AWS_ENDPOINT_URL_SECRETS_MANAGER",
        "secretsmanager.GetSecretValue",
        "SecretId"),
    /** A parameter: its text is the key, its version the key's id. */
    PARAMETER_STORE("ssm", "AWS_ENDPOINT_URL_SSM", "AmazonSSM.GetParameter", "Name");

    private final String service;
    private final String endpointVariable;
    private final String target;
    private final String nameField;

    Store(String service, String endpointVariable, String target, String nameField) {
      this.service = service;
      this.endpointVariable = endpointVariable;
      this.target = target;
      this.nameField = nameField;
    }
  }

  /** The key of a name or an ARN; the endpoint may be redirected as the SDK's can. */
  public static AwsKeySource of(
      Store store,
      String name,
      SdkHttpClient http,
      AwsCredentialsProvider credentials,
      Region region,
      Map<String, String> environment) {
    String redirected =
        environment.getOrDefault(
            store.endpointVariable, environment.getOrDefault("AWS_ENDPOINT_URL", ""));
    String suffix = PartitionMetadata.of(region).dnsSuffix();
    String regular = "https://" + store.service + '.' + region.id() + '.' + suffix;
    URI endpoint = URI.create(redirected.isEmpty() ? regular : redirected);
    return new AwsKeySource(http, credentials, region, endpoint, store, request(store, name));
  }

  @Override
  public PromptKey fetch() throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return key(call());
      } catch (IOException | SdkException e) {
        if (attempt == ATTEMPTS) {
          throw new IOException(store.target + " failed " + ATTEMPTS + " times", e);
        }
      }
    }
  }

  private Map<String, String> call() throws IOException {
    ContentStreamProvider body = ContentStreamProvider.fromUtf8String(request);
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .uri(endpoint)
            .method(SdkHttpMethod.POST)
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("Content-Length", Integer.toString(request.getBytes(UTF_8).length))
            .putHeader("X-Amz-Target", store.target)
            .build();
    SignedRequest signed =
        SIGNER.sign(
            sign ->
                sign.identity(credentials.resolveCredentials())
                    .request(unsigned)
                    .payload(body)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, store.service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
    HttpExecuteResponse response =
        http.prepareRequest(
                HttpExecuteRequest.builder()
                    .request(signed.request())
                    .contentStreamProvider(signed.payload().orElse(body))
                    .build())
            .call();
    try (InputStream content =
        response
            .responseBody()
            .orElseThrow(() -> new IOException(store.service + " answered without a body"))) {
      if (!response.httpResponse().isSuccessful()) {
        throw new IOException(store.service + " answered " + response.httpResponse().statusCode());
      }
      return texts(content);
    }
  }

  private PromptKey key(Map<String, String> answer) throws IOException {
    if (store == Store.PARAMETER_STORE) {
      return PromptKey.of(required(answer, "Version"), required(answer, "Value"));
    }
    String version = required(answer, "VersionId");
    String id = version.substring(0, Math.min(8, version.length()));
    String text = answer.get("SecretString");
    return text == null
        ? PromptKey.of(id, Base64.getDecoder().decode(required(answer, "SecretBinary")))
        : PromptKey.of(id, text);
  }

  private String required(Map<String, String> answer, String name) throws IOException {
    String text = answer.get(name);
    if (text == null) {
      throw new IOException(store.service + " answered without " + name);
    }
    return text;
  }

  /** All texts and numbers of an answer by name, whatever object they are in. */
  private static Map<String, String> texts(InputStream content) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser parser = JSON.createParser(content)) {
      for (JsonToken token; (token = parser.nextToken()) != null; ) {
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
          texts.put(parser.currentName(), parser.getText());
        }
      }
    }
    return texts;
  }

  private static String request(Store store, String name) {
    StringWriter request = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(request)) {
      json.writeStartObject();
      json.writeStringField(store.nameField, name);
      if (store == Store.PARAMETER_STORE) {
        json.writeBooleanField("WithDecryption", true);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory cannot fail", e);
    }
    return request.toString();
  }
}
