// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PriceBookTest {

  private static final PriceBook BUNDLED = PriceBook.bundled();

  @Test
  void explain_pricedCall_showsNameRateLinesAndFactors() {
    Usage usage =
        Usage.of(
                "openai",
                "openai/gpt-6-luna-2026-09-22",
                Calls.NOON,
                TokenCounts.ofText(1000, 200, 400, 0, 0, true))
            .servedBy(new Usage.Service(false, null, "eu"))
            .withToolRequests(Map.of("web_search", 3L));

    Explanation explanation = BUNDLED.explain(usage);

    assertThat(explanation.matchedModel()).isEqualTo("gpt-6-luna");
    assertThat(explanation.rate()).extracting(Rate::id).isEqualTo("openai/gpt-6-luna");
    assertThat(explanation.lines())
        .containsExactly(
            new Explanation.Line(Bucket.INPUT, 600, new BigDecimal("0.1")),
            new Explanation.Line(Bucket.OUTPUT, 200, new BigDecimal("0.5")),
            new Explanation.Line(Bucket.CACHE_READ, 400, new BigDecimal("0.01")));
    assertThat(explanation.lines())
        .extracting(line -> line.usd().toPlainString())
        .containsExactly("0.00006", "0.0001", "0.000004");
    assertThat(explanation.factors())
        .containsExactly(new Explanation.Factor("eu", new BigDecimal("1.1")));
    assertThat(explanation.requests())
        .containsExactly(new Explanation.Requests("web_search", 3, new BigDecimal("10")));
    assertThat(explanation.arithmetic())
        .isEqualTo("(600*0.1 + 200*0.5 + 400*0.01) * 1.1 / 1000000 + 3*10 / 1000");
    assertThat(explanation.cost())
        .isEqualTo(new Cost.Priced(new BigDecimal("0.0301804"), "openai/gpt-6-luna", false));
  }

  @Test
  void explain_batch_namesTheFactor() {
    Usage usage = Calls.of("anthropic", "claude-opus-5", 2, 0).servedBy(Calls.batch());

    assertThat(BUNDLED.explain(usage).factors())
        .containsExactly(new Explanation.Factor("batch", new BigDecimal("0.5")));
  }

  @Test
  void explain_noTokens_isZeroByARow() {
    Explanation explanation = BUNDLED.explain(Calls.of("openai", "gpt-5", 0, 0));

    assertThat(explanation.arithmetic()).isEqualTo("(0) / 1000000");
    assertThat(explanation.cost())
        .isEqualTo(new Cost.Priced(BigDecimal.ZERO, "openai/gpt-5", false));
  }

  @Test
  void explain_missingBucketPrice_stillShowsTheRow() {
    Explanation explanation =
        BUNDLED.explain(Calls.only(Bucket.CACHE_WRITE_1H, "openai", "gpt-5", Calls.NOON, 1));

    assertThat(explanation.cost()).isEqualTo(new Cost.Unpriced("no_cache_write_1h_price"));
    assertThat(explanation.matchedModel()).isEqualTo("gpt-5");
    assertThat(explanation.rate()).extracting(Rate::id).isEqualTo("openai/gpt-5");
    assertThat(explanation.lines()).isEmpty();
    assertThat(explanation.factors()).isEmpty();
    assertThat(explanation.arithmetic()).isEmpty();
  }

  @Test
  void explain_noPriceAtThatTime_stillShowsTheName() {
    Explanation explanation =
        BUNDLED.explain(
            Calls.at(
                Instant.parse("2026-01-01T00:00:00Z"),
                "anthropic",
                "claude-sonnet-5-5-20260101",
                1,
                1));

    assertThat(explanation.cost()).isEqualTo(new Cost.Unpriced("no_price_at_date"));
    assertThat(explanation.matchedModel()).isEqualTo("claude-sonnet-5-5");
    assertThat(explanation.rate()).isNull();
  }

  @Test
  void price_missingOutputPrice_isUnpriced() {
    PriceBook book = Calls.book("id,provider,model,input,source", "custom/m,p,m,1,us");

    assertThat(Calls.usd(book, Calls.of("p", "m", 1_000_000, 0))).isEqualTo("1");
    assertThat(Calls.usd(book, Calls.of("p", "m", 1, 1))).isEqualTo("no_output_price");
  }

  @Test
  void price_severalPromptLengths_takesTheLongestThatIsExceeded() {
    PriceBook book =
        Calls.book(
            "id,provider,model,prompt_over,hours,input,source",
            "custom/any,p,m,,,1,us",
            "custom/20,p,m,20,,3,us",
            "custom/10,p,m,10,,2,us",
            "custom/10-noon,p,m,10,mon-mon 12:00-13:00,7,us");

    assertThat(Calls.usd(book, Calls.of("p", "m", 10, 0))).isEqualTo("0.00001");
    assertThat(book.explain(Calls.of("p", "m", 11, 0)).rate())
        .extracting(Rate::id)
        .isEqualTo("custom/10-noon");
    assertThat(book.explain(Calls.at(Calls.NOON.plusSeconds(3600), "p", "m", 20, 0)).rate())
        .extracting(Rate::id)
        .isEqualTo("custom/10");
    assertThat(book.explain(Calls.of("p", "m", 21, 0)).rate())
        .extracting(Rate::id)
        .isEqualTo("custom/20");
  }

  @Test
  void price_hoursGiven_winWhicheverRowComesFirst() {
    String any = "custom/any,p,m,,1,us";
    String noon = "custom/noon,p,m,mon-mon 12:00-13:00,7,us";
    String header = "id,provider,model,hours,input,source";

    assertThat(Calls.usd(Calls.book(header, any, noon), Calls.of("p", "m", 1_000_000, 0)))
        .isEqualTo("7");
    assertThat(Calls.usd(Calls.book(header, noon, any), Calls.of("p", "m", 1_000_000, 0)))
        .isEqualTo("7");
  }

  @Test
  void price_rejectedRow_isNeverApplied() {
    String header = "id,provider,model,status,input,source";
    String rejected = "custom/rise,p,m,rejected,7,us";

    assertThat(
            Calls.usd(
                Calls.book(header, rejected, "custom/m,p,m,confirmed,1,us"),
                Calls.of("p", "m", 1_000_000, 0)))
        .isEqualTo("1");
    assertThat(Calls.usd(Calls.book(header, rejected), Calls.of("p", "m", 1, 0)))
        .isEqualTo("no_price_at_date");
  }

  @Test
  void staleOn_rows_areThoseSomebodyShouldLookAt() {
    PriceBook book =
        Calls.book(
            "id,provider,model,from,until,status,checked,source",
            "custom/fresh,p,a,,,confirmed,2026-10-24,us",
            "custom/old,p,b,,,confirmed,2026-10-23,us",
            "custom/undated,p,c,,,confirmed,,us",
            "custom/unverified,p,d,,,unverified,2026-11-23,us",
            "custom/over,p,e,,2026-11-23,unverified,,us",
            "custom/ends,p,f,,2026-11-24,unverified,2026-11-23,us",
            "custom/announced-later,p,g,2026-11-24,,announced,2026-11-23,us",
            "custom/announced-begun,p,h,2026-11-23,,announced,2026-11-23,us",
            "custom/announced-ever,p,i,,,announced,2026-11-23,us",
            "custom/announced-long-ago,p,j,2027-01-01,,announced,2026-10-23,us",
            "custom/rejected,p,k,,,rejected,,us");

    assertThat(book.staleOn(LocalDate.of(2026, 11, 23), Period.ofDays(30)))
        .extracting(Rate::id)
        .containsExactly(
            "custom/old",
            "custom/undated",
            "custom/unverified",
            "custom/ends",
            "custom/announced-begun",
            "custom/announced-ever",
            "custom/announced-long-ago");
  }

  @Test
  void label_status_isAMarkUnlessConfirmed() {
    PriceBook book =
        Calls.book(
            "id,provider,model,status,source",
            "custom/a,p,a,confirmed,us",
            "custom/b,p,b,announced,us",
            "custom/c,p,c,unverified,us",
            "custom/d,p,d,rejected,us");

    assertThat(book.rates())
        .extracting(Rate::label)
        .containsExactly(
            "custom/a", "custom/b~announced", "custom/c~unverified", "custom/d~rejected");
  }

  @Test
  void match_cost_appliesTheFunctionThatFits() {
    Cost priced = new Cost.Priced(BigDecimal.ONE, "rate", false);
    Cost unpriced = new Cost.Unpriced("unknown_model");

    assertThat(priced.<String>match(p -> p.usd() + " " + p.rate(), Cost.Unpriced::reason))
        .isEqualTo("1 rate");
    assertThat(unpriced.<String>match(p -> "priced", Cost.Unpriced::reason))
        .isEqualTo("unknown_model");
  }
}
