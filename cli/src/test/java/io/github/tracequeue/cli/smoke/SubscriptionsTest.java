// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.cli.StubEndpoint;
import io.github.tracequeue.cli.StubEndpoint.Answer;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

final class SubscriptionsTest {
  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:page";

  @Test
  void of_allConfirmed_isOk() {
    StepResult result = of(200, subscription("a@example.com", TOPIC + ":1"));

    assertThat(result.verdict()).isEqualTo(StepResult.Verdict.OK);
    assertThat(result.detail()).isEqualTo("1 subscriptions of " + TOPIC);
  }

  @Test
  void of_onePending_failsAndNamesIt() {
    StepResult result =
        of(
            200,
            subscription("a@example.com", TOPIC + ":1"),
            subscription("b@example.com", "PendingConfirmation"));

    assertThat(result.verdict()).isEqualTo(StepResult.Verdict.FAILED);
    assertThat(result.detail()).contains("email b@example.com").doesNotContain("a@example.com");
  }

  @Test
  void of_none_fails() {
    assertThat(of(200).detail())
        .isEqualTo(TOPIC + " has no subscription: nobody receives its notices");
  }

  @Test
  void of_noPermission_isSkippedAndSaysWhich() {
    StepResult result = of(403);

    assertThat(result.verdict()).isEqualTo(StepResult.Verdict.SKIPPED);
    assertThat(result.detail()).startsWith("sns:ListSubscriptionsByTopic: ");
  }

  private static String subscription(String endpoint, String arn) {
    return "<member><TopicArn>%s</TopicArn><Protocol>email</Protocol><Endpoint>%s</Endpoint><SubscriptionArn>%s</SubscriptionArn></member>"
        .formatted(TOPIC, endpoint, arn);
  }

  private static StepResult of(int status, String... subscriptions) {
    String body =
        Stream.of(subscriptions)
            .collect(
                Collectors.joining(
                    "",
                    "<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>",
                    "</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>"));
    try (StubEndpoint endpoint = StubEndpoint.start(new Answer(status, "text/xml", body));
        SnsClient sns =
            SnsClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create(endpoint.url()))
                .build()) {
      return Subscriptions.of(sns, TOPIC);
    }
  }
}
