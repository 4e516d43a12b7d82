// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ArrivalsTest {

  @Test
  void add_sameCallTwice_countsItOnceAsUnique() {
    Arrivals arrivals = new Arrivals();
    byte[] body = json(1, 2).getBytes(UTF_8);

    arrivals.add(body, false);
    arrivals.add(json(2).getBytes(UTF_8), true);

    assertThat(Arrivals.count(body)).isEqualTo(2);
    assertThat(arrivals.toJson())
        .contains("\"unique\":2", "\"calls\":3", "\"requests\":2", "\"writes\":1");
  }

  @Test
  void reset_toANumber_countsCallsFromThere() {
    Arrivals arrivals = new Arrivals();
    arrivals.add(json(1).getBytes(UTF_8), false);

    arrivals.reset(3);
    arrivals.add(json(2, 3).getBytes(UTF_8), false);

    assertThat(arrivals.toJson()).contains("\"unique\":1", "\"requests\":1");
  }

  @Test
  void to_batch_answersEachEntryAndNoneOfTheBodies() {
    String request =
        """
        {"QueueUrl":"q","Entries":[{"Id":"7","MessageBody":"{\\"Id\\":\\"no\\"}"},\
        {"Id":"8","MessageBody":"b"}]}""";

    assertThat(SqsAnswer.to(request, "AmazonSQS.SendMessageBatch"))
        .contains("\"Id\":\"7\"", "\"Id\":\"8\"")
        .doesNotContain("\"Id\":\"no");
  }

  private static String json(int... numbers) {
    var text = new StringBuilder();
    for (int number : numbers) {
      text.append(Call.of(number).toJson("id", "time")).append(',');
    }
    return text.toString();
  }
}
