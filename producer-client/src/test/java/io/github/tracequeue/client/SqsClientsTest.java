// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** This class path is without the STS client, like that of an agent with the client alone. */
final class SqsClientsTest {
  private static final String TOKEN_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";

  private final List<String> warnings = new ArrayList<>();

  @Test
  void create_serviceAccountWithoutSts_warns() {
    create(Map.of(TOKEN_FILE, "/var/run/secrets/token"));

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains(TOKEN_FILE, "software.amazon.awssdk:sts");
  }

  @Test
  void create_noServiceAccount_doesNotWarn() {
    create(Map.of());
    create(Map.of(TOKEN_FILE, ""));

    assertThat(warnings).isEmpty();
  }

  private void create(Map<String, String> environment) {
    QueueUrl queue = QueueUrl.parse("http://localhost:9324/0/traces");
    new SqsClients(queue, Options.DEFAULTS, environment, warnings::add).create().close();
  }
}
