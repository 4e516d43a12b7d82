// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Environment variables of an agent's process that the AWS SDK honours. */
final class EnvironmentIT {
  private final LoopbackSqs sqs = LoopbackSqs.start();
  private final LoopbackProxy proxy = LoopbackProxy.start();

  @AfterEach
  void stop() {
    proxy.close();
    sqs.close();
  }

  @Test
  void httpProxy_plainQueue_isAskedForTheQueueWithItsCredentials() throws Exception {
    Map<String, String> environment = Map.of("HTTP_PROXY", "http://user:secret@" + proxy.address());
    try (AgentProcess agent = start(environment, "http://queue.invalid:8080/0/traces")) {
      agent.tell("1");

      assertThat(proxy.nextRequest())
          .startsWith("POST http://queue.invalid:8080/")
          .containsIgnoringCase("Proxy-Authorization: Basic dXNlcjpzZWNyZXQ=");
    }
  }

  @Test
  void httpsProxy_queueOnAws_isAskedForATunnel() throws Exception {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "http://" + proxy.address());
    try (AgentProcess agent = start(environment, "https://sqs.eu-west-1.amazonaws.com/0/traces")) {
      agent.tell("1");

      assertThat(proxy.nextRequest()).startsWith("CONNECT sqs.eu-west-1.amazonaws.com:443 ");
    }
  }

  @Test
  void noProxy_queuesHost_isReachedDirectly() throws Exception {
    Map<String, String> environment =
        Map.of("HTTP_PROXY", "http://" + proxy.address(), "NO_PROXY", "127.0.0.1");
    try (AgentProcess agent = start(environment, sqs.queueUrl())) {
      agent.tell("1");

      assertThat(agent.await("flushed")).startsWith("true");
      assertThat(sqs.numbers()).containsExactly(1);
    }
  }

  @Test
  void awsVariables_setButBlank_areNotSet() throws Exception {
    Map<String, String> environment = new HashMap<>();
    for (String variable :
        List.of(
            "AWS_REGION",
            "AWS_DEFAULT_REGION",
            "AWS_PROFILE",
            "AWS_ENDPOINT_URL",
            "AWS_ENDPOINT_URL_SQS",
            "AWS_USE_FIPS_ENDPOINT",
            "AWS_USE_DUALSTACK_ENDPOINT",
            "AWS_MAX_ATTEMPTS",
            "AWS_RETRY_MODE",
            "AWS_DEFAULTS_MODE",
            "AWS_DISABLE_REQUEST_COMPRESSION",
            "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES",
            "AWS_SDK_UA_APP_ID",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY")) {
      environment.put(variable, "");
    }
    try (AgentProcess agent = start(environment, sqs.queueUrl())) {
      agent.tell("1");

      assertThat(agent.await("flushed")).startsWith("true");
      assertThat(sqs.numbers()).containsExactly(1);
    }
  }

  private static AgentProcess start(Map<String, String> environment, String queueUrl)
      throws InterruptedException {
    AgentProcess agent = AgentProcess.start(environment, Agent.Task.ANSWER, queueUrl);
    agent.await("ready");
    return agent;
  }
}
