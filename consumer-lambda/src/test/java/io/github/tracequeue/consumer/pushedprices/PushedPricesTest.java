// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.pushedprices;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.consumer.pushedprices.PriceObject.Content;
import io.github.tracequeue.pricing.Cost;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.TokenCounts;
import io.github.tracequeue.pricing.Usage;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PushedPricesTest {

  private static final String HEADER = "id,provider,model,input,source\n";
  private static final PriceBook BELOW =
      PriceBook.of(new StringReader(HEADER + "b/m,openai,m,1,us"));

  private final List<String> problems = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-30T00:00:00Z");
  private @Nullable Content content;
  private boolean broken;

  private final PushedPrices prices =
      new PushedPrices(BELOW, this::fetchUnless, () -> now, problems::add);

  private @Nullable Content fetchUnless(String version) throws IOException {
    asked.add(version);
    if (broken) {
      throw new IOException("gone");
    }
    Content current = content;
    return current == null || current.version().equals(version) ? null : current;
  }

  private void push(String version, String row) {
    content = new Content(HEADER + row, version);
  }

  private String usd() {
    Usage usage = Usage.of("openai", "m", now, TokenCounts.of(1_000_000, 0));
    return prices.get().price(usage).match(p -> p.usd().toPlainString(), Cost.Unpriced::reason);
  }

  @Test
  void get_nothingPushed_isTheBookBelow() {
    assertThat(usd()).isEqualTo("1");
    assertThat(problems).isEmpty();
  }

  @Test
  void get_pushedFile_isReadAtFirstUseAndThenEveryHour() {
    push("1", "c/m,openai,m,2,us");

    assertThat(usd()).isEqualTo("2");
    push("2", "c/m,openai,m,3,us");
    now = now.plus(Duration.ofMinutes(59));
    assertThat(usd()).isEqualTo("2");
    now = now.plus(Duration.ofMinutes(1));
    assertThat(usd()).isEqualTo("3");
    assertThat(asked).containsExactly("", "1");
  }

  @Test
  void get_invalidFile_keepsTheLastGoodOneAndSaysWhy() {
    push("1", "c/m,openai,m,2,us");
    assertThat(usd()).isEqualTo("2");
    push("2", "c/m,openai,m,free,us");
    now = now.plus(Duration.ofHours(1));

    assertThat(usd()).isEqualTo("2");
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("line 2, row c/m, column input: 'free' is not a number");

    push("3", "c/m,openai,m,4,us");
    now = now.plus(Duration.ofHours(1));
    assertThat(usd()).isEqualTo("4");
  }

  @Test
  void get_storageThatCannotBeReached_keepsTheLastGoodOneAndTriesAgainSoon() {
    broken = true;
    assertThat(usd()).isEqualTo("1");
    assertThat(problems).containsExactly("the pushed prices cannot be read: gone");

    broken = false;
    push("1", "c/m,openai,m,2,us");
    now = now.plus(Duration.ofMinutes(4));
    assertThat(usd()).isEqualTo("1");
    now = now.plus(Duration.ofMinutes(1));
    assertThat(usd()).isEqualTo("2");
  }

  @Test
  void get_idOfTheBookBelow_isAProblem() {
    push("1", "b/m,openai,m,2,us");

    assertThat(usd()).isEqualTo("1");
    assertThat(problems).hasSize(1);
  }
}
