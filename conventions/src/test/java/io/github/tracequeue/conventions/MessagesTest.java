// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That the messages which the troubleshooting page explains are messages of ours. */
final class MessagesTest {
  private static final Pattern SYMPTOM = Pattern.compile("(?m)^\\| ([^|]*) \\|");
  private static final Pattern MESSAGE = Pattern.compile("`([^`]+)`");
  private static final Pattern DOTS = Pattern.compile("\\.\\.\\.");
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

  @Test
  void symptoms_inCode_areInTheSources() {
    String sources = JOINED.matcher(String.join("\n", Repository.productSources())).replaceAll("");
    String page = Repository.read(Repository.ROOT.resolve("docs/troubleshooting.md"));

    List<String> messages =
        SYMPTOM
            .matcher(page)
            .results()
            .flatMap(symptom -> MESSAGE.matcher(symptom.group(1)).results())
            .map(message -> message.group(1))
            .toList();

    assertThat(messages).hasSizeGreaterThan(12);
    assertThat(messages)
        .allSatisfy(message -> assertThat(pieces(message)).allMatch(sources::contains));
  }

  /** The part between the dots. */
  private static List<String> pieces(String message) {
    return DOTS.splitAsStream(message).map(String::strip).toList();
  }
}
