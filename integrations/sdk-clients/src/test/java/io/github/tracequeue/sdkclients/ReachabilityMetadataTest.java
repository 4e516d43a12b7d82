// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.sdkclients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A native binary can only make the proxies that the metadata names. */
final class ReachabilityMetadataTest {
  private static final String FILE =
      "/META-INF/native-image/io.github.tracequeue/tracequeue-sdk-clients/reachability-metadata.json";

  @Test
  void proxies_areThoseOfTheSdks() throws Exception {
    Set<String> proxies = new TreeSet<>();
    Set<String> invoked = new TreeSet<>();
    for (JsonNode entry : reflection()) {
      if (entry.path("type").isTextual()) {
        assertThat(entry.path("allPublicMethods").asBoolean()).isTrue();
        invoked.add(entry.path("type").asText());
      } else {
        proxies.add(entry.at("/type/proxy/0").asText());
      }
    }

    assertThat(proxies).isEqualTo(expected());
    assertThat(invoked).isEqualTo(expected());
  }

  /** Compared with the classes themselves, so that a name that no SDK has fails. */
  private static Set<String> expected() {
    Stream<Class<?>> services =
        Stream.of(new RecordedAnthropic.Sdk(), new RecordedOpenAi.Sdk(true))
            .flatMap(
                sdk -> Stream.concat(sdk.operations().keySet().stream(), sdk.paths().stream()));
    Stream<Class<?>> streams =
        Stream.of(
            com.anthropic.core.http.StreamResponse.class,
            com.anthropic.core.http.AsyncStreamResponse.class,
            com.anthropic.core.http.AsyncStreamResponse.Handler.class,
            com.openai.core.http.StreamResponse.class,
            com.openai.core.http.AsyncStreamResponse.class,
            com.openai.core.http.AsyncStreamResponse.Handler.class);
    return Stream.concat(services, streams)
        .map(Class::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode reflection() throws Exception {
    try (InputStream file = ReachabilityMetadataTest.class.getResourceAsStream(FILE)) {
      return new ObjectMapper().readTree(file).path("reflection");
    }
  }
}
