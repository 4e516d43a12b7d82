// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Regions and endpoints of queue URLs in each of AWS's forms and partitions. */
final class SqsEndpointTest {
  @ParameterizedTest
  @CsvSource({
    "sqs.eu-west-1.amazonaws.com, eu-west-1",
    "eu-west-1.queue.amazonaws.com, eu-west-1",
    "queue.amazonaws.com, us-east-1",
    "sqs.cn-north-1.amazonaws.com.cn, cn-north-1",
    "cn-north-1.queue.amazonaws.com.cn, cn-north-1",
    "sqs.us-gov-west-1.amazonaws.com, us-gov-west-1",
    "sqs.us-iso-east-1.c2s.ic.gov, us-iso-east-1",
    "sqs.us-isob-east-1.sc2s.sgov.gov, us-isob-east-1",
    "sqs.eusc-de-east-1.amazonaws.eu, eusc-de-east-1",
    "sqs.mx-central-1.amazonaws.com, mx-central-1"
  })
  void of_standardHost_isFormedByTheSdk(String host, String region) {
    SqsEndpoint endpoint = endpoint("https://" + host + "/1/traces", Map.of());

    assertThat(endpoint.region().id()).isEqualTo(region);
    assertThat(endpoint.override()).isNull();
    assertThat(endpoint.fips()).isNull();
    assertThat(endpoint.dualStack()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "sqs-fips.us-east-1.amazonaws.com, us-east-1, true, ",
    "sqs.us-east-1.api.aws, us-east-1, , true",
    "sqs-fips.us-east-1.api.aws, us-east-1, true, true",
    "sqs.cn-north-1.api.amazonwebservices.com.cn, cn-north-1, , true"
  })
  void of_fipsAndDualStackHost_isFormedByTheSdkAsSuch(
      String host, String region, Boolean fips, Boolean dualStack) {
    SqsEndpoint endpoint = endpoint("https://" + host + "/1/traces", Map.of());

    assertThat(endpoint.region().id()).isEqualTo(region);
    assertThat(endpoint.override()).isNull();
    assertThat(endpoint.fips()).isEqualTo(fips);
    assertThat(endpoint.dualStack()).isEqualTo(dualStack);
  }

  @ParameterizedTest
  @CsvSource({
    "https://vpce-0a1b-2c3d.sqs.eu-west-1.vpce.amazonaws.com, eu-west-1",
    "https://vpce-0a1b.sqs.cn-north-1.vpce.amazonaws.com.cn, cn-north-1",
    "http://sqs.eu-central-1.localhost.localstack.cloud:4566, eu-central-1",
    "https://sqs.xx-new-1.example.aws, xx-new-1",
    "http://localhost:9324, us-east-1",
    "http://[::1]:9324, us-east-1"
  })
  void of_otherHost_isTheEndpointWithoutVariants(String origin, String region) {
    Map<String, String> variants =
        Map.of("AWS_USE_FIPS_ENDPOINT", "true", "AWS_USE_DUALSTACK_ENDPOINT", "true");
    SqsEndpoint endpoint = endpoint(origin + "/1/traces", variants);

    assertThat(endpoint.region().id()).isEqualTo(region);
    assertThat(endpoint.override()).hasToString(origin);
    assertThat(endpoint.fips()).isFalse();
    assertThat(endpoint.dualStack()).isFalse();
  }

  @Test
  void of_localHost_takesTheRegionOfTheEnvironment() {
    String url = "http://localhost:9324/0/traces";

    assertThat(endpoint(url, Map.of("AWS_REGION", "eu-west-1")).region().id())
        .isEqualTo("eu-west-1");
    assertThat(endpoint(url, Map.of("AWS_DEFAULT_REGION", "eu-west-2")).region().id())
        .isEqualTo("eu-west-2");
  }

  @Test
  void of_endpointInTheEnvironment_isLeftToTheSdk() {
    Map<String, String> redirected = Map.of("AWS_ENDPOINT_URL_SQS", "http://localhost:4566");

    assertThat(endpoint("http://other:1/0/traces", redirected).override()).isNull();
  }

  @Test
  void of_blankVariables_areNotSet() {
    Map<String, String> blank =
        Map.of(
            "AWS_REGION", " ",
            "AWS_DEFAULT_REGION", "",
            "AWS_ENDPOINT_URL", "",
            "AWS_USE_FIPS_ENDPOINT", "",
            "AWS_USE_DUALSTACK_ENDPOINT", " ");
    SqsEndpoint local = endpoint("http://localhost:9324/0/traces", blank);
    SqsEndpoint aws = endpoint("https://sqs.eu-west-1.amazonaws.com/1/traces", blank);

    assertThat(local.region().id()).isEqualTo("us-east-1");
    assertThat(local.override()).hasToString("http://localhost:9324");
    assertThat(aws.override()).hasToString("https://sqs.eu-west-1.amazonaws.com");
    assertThat(aws.fips()).isFalse();
    assertThat(aws.dualStack()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://sqs-fips.us-east-1.amazonaws.com/1/traces",
    "https://sqs.us-east-1.api.aws/1/traces",
    "https://vpce-0a1b.sqs.eu-west-1.vpce.amazonaws.com/1/traces",
    "http://localhost:9324/0/traces"
  })
  void configure_anyEndpoint_isAcceptedByTheSdk(String url) {
    var builder =
        SqsClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(AnonymousCredentialsProvider.create());
    endpoint(url, Map.of()).configure(builder);

    builder.build().close();
  }

  private static SqsEndpoint endpoint(String url, Map<String, String> environment) {
    return SqsEndpoint.of(QueueUrl.parse(url), environment);
  }
}
