// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static AgentProcess start(Map<String, String> environment, String queueUrl)
      throws InterruptedException {
    AgentProcess agent = AgentProcess.start(environment, Agent.Task.ANSWER, queueUrl);
    agent.await("ready");
    return agent;
  }
}
