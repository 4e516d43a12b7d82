// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PriceOverridesTest {

  private static final String HEADER = "id,provider,model,scope,input,output,source,aliases";

  private static final PriceBook BOOK =
      Calls.book(
          HEADER,
          "b/a,openai,a,,1,1,us,a-latest a-mini",
          "b/z,openai,z,,2,2,us,",
          "b/m,aws.bedrock,m,bare us eu,3,3,us,m-v1 x/m",
          "b/global.m,aws.bedrock,m,global,4,4,us,m-v1");

  private static String usd(PriceBook book, String provider, String model) {
    return Calls.usd(book, Calls.of(provider, model, 1_000_000, 0));
  }

  @Test
  void withOverrides_modelOfTheBook_takesOverItsAliases() {
    PriceBook book = BOOK.withOverrides(Calls.file(HEADER, "custom/a,openai,a,,9,9,contract,"));

    assertThat(usd(book, "openai", "a")).isEqualTo("9");
    assertThat(usd(book, "openai", "a-latest")).isEqualTo("9");
    assertThat(usd(book, "openai", "openai/a-mini")).isEqualTo("9");
    assertThat(usd(book, "openai", "z")).isEqualTo("2");
    assertThat(book.rates())
        .extracting(Rate::id)
        .containsExactly("custom/a", "b/z", "b/m", "b/global.m");
  }

  @Test
  void withOverrides_aliasOfTheBook_takesOverThatAliasAlone() {
    PriceBook book =
        BOOK.withOverrides(Calls.file(HEADER, "custom/a,openai,a-latest,,9,9,contract,"));

    assertThat(usd(book, "openai", "a-latest")).isEqualTo("9");
    assertThat(usd(book, "openai", "a")).isEqualTo("1");
    assertThat(usd(book, "openai", "a-mini")).isEqualTo("1");
    assertThat(book.rates())
        .extracting(Rate::id)
        .containsExactly("b/a", "custom/a", "b/z", "b/m", "b/global.m");
  }

  @Test
  void withOverrides_modelAndOneOfItsAliases_eachHaveTheirOwn() {
    PriceBook book =
        BOOK.withOverrides(
            Calls.file(
                HEADER,
                "custom/a,openai,a,,9,9,contract,",
                "custom/mini,openai,a-mini,,8,8,contract,"));

    assertThat(usd(book, "openai", "a")).isEqualTo("9");
    assertThat(usd(book, "openai", "a-latest")).isEqualTo("9");
    assertThat(usd(book, "openai", "a-mini")).isEqualTo("8");

    PriceBook next = book.withOverrides(Calls.file(HEADER, "custom/a2,openai,a,,7,7,contract,"));

    assertThat(usd(next, "openai", "a-latest")).isEqualTo("7");
    assertThat(usd(next, "openai", "a-mini")).isEqualTo("8");
  }

  @Test
  void withOverrides_newAliasOfAnotherModel_movesTheName() {
    PriceBook book = BOOK.withOverrides(Calls.file(HEADER, "custom/n,openai,n,,9,9,contract,z"));

    assertThat(usd(book, "openai", "n")).isEqualTo("9");
    assertThat(usd(book, "openai", "z")).isEqualTo("9");
    assertThat(book.rates()).extracting(Rate::id).doesNotContain("b/z");
  }

  @Test
  void withOverrides_oneScope_leavesTheOthers() {
    PriceBook book =
        BOOK.withOverrides(Calls.file(HEADER, "custom/m,aws.bedrock,m,us,9,9,contract,"));

    assertThat(usd(book, "aws.bedrock", "us.m")).isEqualTo("9");
    assertThat(usd(book, "aws.bedrock", "us.m-v1")).isEqualTo("9");
    assertThat(usd(book, "aws.bedrock", "m")).isEqualTo("3");
    assertThat(usd(book, "aws.bedrock", "eu.m-v1")).isEqualTo("3");
    assertThat(usd(book, "aws.bedrock", "global.m")).isEqualTo("4");
  }

  @Test
  void withOverrides_aliasWithASlash_goesToTheFirstHeir() {
    PriceBook book =
        BOOK.withOverrides(
            Calls.file(
                HEADER,
                "custom/m,aws.bedrock,m,bare,9,9,contract,",
                "custom/us.m,aws.bedrock,m,us,8,8,contract,"));

    assertThat(usd(book, "aws.bedrock", "x/m")).isEqualTo("9");
    assertThat(usd(book, "aws.bedrock", "us.m-v1")).isEqualTo("8");
  }

  @Test
  void withOverrides_newScope_addsIt() {
    PriceBook book =
        BOOK.withOverrides(Calls.file(HEADER, "custom/m,aws.bedrock,m,ca,9,9,contract,"));

    assertThat(usd(book, "aws.bedrock", "ca.m")).isEqualTo("9");
    assertThat(usd(book, "aws.bedrock", "ca.m-v1")).isEqualTo("unknown_model");
    assertThat(usd(book, "aws.bedrock", "m")).isEqualTo("3");
  }

  @Test
  void withOverrides_applicationInferenceProfile_isAnAliasLikeAnyOther() {
    String arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc";
    PriceBook book =
        BOOK.withOverrides(Calls.file(HEADER, "custom/abc,aws.bedrock,m,us,9,9,contract," + arn));

    assertThat(usd(book, "aws.bedrock", arn)).isEqualTo("9");
    assertThat(Calls.usd(book, Calls.of(null, arn, 1_000_000, 0))).isEqualTo("9");
    assertThat(usd(book, "aws.bedrock", "us." + arn)).isEqualTo("unknown_model");
  }

  @Test
  void withOverrides_sameNameAtAReseller_isTheMakersWithoutProvider() {
    PriceBook book =
        BOOK.withOverrides(Calls.file(HEADER, "custom/a,azure.ai.openai,a,,9,9,contract,"));

    assertThat(usd(book, "openai", "a")).isEqualTo("1");
    assertThat(usd(book, "openai", "a-latest")).isEqualTo("1");
    assertThat(usd(book, "azure.ai.openai", "a")).isEqualTo("9");
    assertThat(usd(book, "azure.ai.openai", "a-latest")).isEqualTo("1");
    assertThat(Calls.usd(book, Calls.of(null, "a", 1_000_000, 0))).isEqualTo("1");
    assertThat(Calls.usd(book, Calls.of(null, "a-20260101", 1_000_000, 0))).isEqualTo("1");
    assertThat(Calls.usd(book, Calls.of(null, "openai/a", 1_000_000, 0))).isEqualTo("1");
  }

  @Test
  void withOverrides_sameNameAtTwoSellersWhoAreNoMakers_isAmbiguousWithoutProvider() {
    PriceBook book =
        BOOK.withOverrides(
            Calls.file(HEADER, "custom/1,one,n,,9,9,contract,", "custom/2,two,n,,8,8,contract,"));

    assertThat(usd(book, "two", "n")).isEqualTo("8");
    assertThat(Calls.usd(book, Calls.of(null, "n", 1, 0))).isEqualTo("ambiguous_model");
  }

  @Test
  void withOverrides_datedRow_leavesTheOtherDaysToTheBook() {
    PriceBook book =
        BOOK.withOverrides(
            Calls.file(
                HEADER + ",from,until,batch",
                "custom/a,openai,a,,9,9,contract,,2026-11-01,2026-12-01,0.5"));

    assertThat(usdAt(book, "2026-10-31T23:59:59Z")).isEqualTo("1");
    assertThat(usdAt(book, "2026-11-01T00:00:00Z")).isEqualTo("9");
    assertThat(usdAt(book, "2026-11-30T23:59:59Z")).isEqualTo("9");
    assertThat(usdAt(book, "2026-12-01T00:00:00Z")).isEqualTo("1");
  }

  private static String usdAt(PriceBook book, String at) {
    return Calls.usd(book, Calls.at(Instant.parse(at), "openai", "a-latest", 1_000_000, 0));
  }

  @Test
  void withOverrides_inTheTimeOfARow_onlyTheFilesRatesOfTheModelCount() {
    PriceBook book =
        Calls.book(
                "id,provider,model,tier,input,source",
                "b/a,openai,a,,1,us",
                "b/a/flex,openai,a,flex,0.5,us")
            .withOverrides(
                Calls.file("id,provider,model,input,source,from", "c/a,openai,a,9,us,2026-12-01"));
    Usage flex = Calls.of("openai", "a", 1_000_000, 0).servedBy(Calls.tier("flex"));
    Usage later =
        Calls.at(Instant.parse("2026-12-01T00:00:00Z"), "openai", "a", 1, 0)
            .servedBy(Calls.tier("flex"));

    assertThat(Calls.usd(book, flex)).isEqualTo("0.5");
    assertThat(Calls.usd(book, later)).isEqualTo("unknown_service_tier:flex");
  }

  @Test
  void withOverrides_ofOverrides_applyInOrder() {
    PriceBook book =
        BOOK.withOverrides(Calls.file(HEADER, "custom/a,openai,a,,9,9,contract,"))
            .withOverrides(Calls.file(HEADER, "custom/a2,openai,a,,8,8,contract,"));

    assertThat(usd(book, "openai", "a-latest")).isEqualTo("8");
    assertThat(book.rates()).extracting(Rate::id).doesNotContain("b/a", "custom/a");
  }

  @Test
  void withOverrides_explicitZero_isFree() {
    PriceBook book = BOOK.withOverrides(Calls.file(HEADER, "custom/a,openai,a,,0,0,our own,"));

    assertThat(usd(book, "openai", "a")).isEqualTo("0");
  }

  @Test
  void withOverrides_exampleOfTheDocument_isValid() throws IOException {
    String document = Files.readString(Path.of("../docs/pricing.md"));
    int start = document.indexOf("```csv\n") + "```csv\n".length();
    String example = document.substring(start, document.indexOf("```", start));

    PriceBook book = PriceBook.bundled().withOverrides(Calls.file(example));

    assertThat(usd(book, "anthropic", "claude-opus-5[1m]")).isEqualTo("4.5");
    assertThat(usd(book, "azure.ai.openai", "gpt-5")).isEqualTo("1.25");
    assertThat(
            usd(
                book,
                "aws.bedrock",
                "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123"))
        .isEqualTo("5.5");
  }

  @Test
  void withOverrides_idOfTheBook_isAProblem() {
    InvalidPriceFileException invalid =
        catchThrowableOfType(
            InvalidPriceFileException.class,
            () -> BOOK.withOverrides(Calls.file(HEADER, "b/a,openai,a,,9,9,contract,")));

    assertThat(invalid.problems())
        .containsExactly(
            new PriceFileProblem(
                2, "b/a", "id", "is an id of the bundled prices; choose another id"));
  }

  @Test
  void withOverrides_invalidFile_leavesTheBookAsItWas() {
    assertThatThrownBy(
            () -> BOOK.withOverrides(Calls.file(HEADER, "custom/a,openai,a,,x,9,contract,")))
        .isInstanceOf(InvalidPriceFileException.class);

    assertThat(usd(BOOK, "openai", "a")).isEqualTo("1");
  }
}
