// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.tracequeue.pricing.Bucket;
import io.github.tracequeue.pricing.ListedModel;
import io.github.tracequeue.pricing.ListedRate;
import io.github.tracequeue.pricing.PriceList;
import io.github.tracequeue.pricing.RatePrices;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriceListFormatTest {

  @TempDir private Path folder = Path.of("");

  private PriceList read(String json) throws IOException {
    return PriceListFormat.readAny(
        Files.writeString(folder.resolve("list.json"), json.replace('\'', '"')));
  }

  private ListedModel only(String json) throws IOException {
    PriceList list = read(json);
    assertThat(list.refused()).isEmpty();
    assertThat(list.models()).hasSize(1);
    return list.models().get(0);
  }

  private static Map<Bucket, BigDecimal> tokens(ListedRate rate) {
    return rate.prices().usdPerMillion();
  }

  private static BigDecimal usd(String amount) {
    return new BigDecimal(amount);
  }

  @Test
  void liteLlm_bucketsTiersAndLengths_becomeRates() throws IOException {
    ListedModel model =
        only(
            """
            {'azure/eu/m': {'litellm_provider': 'azure', 'mode': 'chat',
              'input_cost_per_token': 1.25e-06, 'output_cost_per_token': 1e-05,
              'cache_read_input_token_cost': 1.25e-07,
              'cache_creation_input_token_cost': 1.5625e-06,
              'cache_creation_input_token_cost_above_12hr': 2.5e-06,
              'input_cost_per_audio_token': 4.0000000000000003e-05,
              'input_cost_per_token_above_272k_tokens_priority': 5e-06,
              'output_cost_per_token_above_272k_tokens_priority': 4e-05,
              'input_cost_per_token_batches': 6.25e-07, 'output_cost_per_token_batches': 5e-06,
              'cache_read_input_token_cost_flex': 6e-08,
              'regional_processing_uplift_multiplier_eu': 1.1,
              'provider_specific_entry': {'us': 1.2, 'fast': 2.0},
              'search_context_cost_per_query': {'search_context_size_low': 0.01,
                'search_context_size_medium': 0.01, 'search_context_size_high': 0.01}}}
            """);

    assertThat(model.provider()).isEqualTo("azure.ai.openai");
    assertThat(model.names()).containsExactly("eu/m");
    assertThat(model.rates())
        .extracting(rate -> rate.tier() + " " + rate.promptOver())
        .containsExactly(" 0", "batch 0", "priority 272000");
    assertThat(tokens(model.rates().get(0)))
        .isEqualTo(
            Map.of(
                Bucket.INPUT, usd("1.25"),
                Bucket.OUTPUT, usd("10"),
                Bucket.CACHE_READ, usd("0.125"),
                Bucket.CACHE_WRITE_5M, usd("1.5625"),
                Bucket.CACHE_WRITE_1H, usd("2.5"),
                Bucket.INPUT_AUDIO, usd("40")));
    assertThat(tokens(model.rates().get(2)))
        .isEqualTo(Map.of(Bucket.INPUT, usd("5"), Bucket.OUTPUT, usd("40")));
    RatePrices standard = model.rates().get(0).prices();
    assertThat(standard.usdPerThousandRequests()).isEqualTo(Map.of("web_search", usd("10")));
    assertThat(standard.geoFactors()).isEqualTo(Map.of("eu", usd("1.1"), "us", usd("1.2")));
    assertThat(standard.tierFactors()).isEqualTo(Map.of("fast", usd("2")));
  }

  @Test
  void liteLlm_embedding_hasNoOutput() throws IOException {
    ListedModel model =
        only(
            """
            {'e': {'litellm_provider': 'openai', 'mode': 'embedding',
              'input_cost_per_token': 2e-08, 'output_cost_per_token': 0.0}}
            """);

    assertThat(tokens(model.rates().get(0))).isEqualTo(Map.of(Bucket.INPUT, usd("0.02")));
  }

  @Test
  void liteLlm_geminiWithoutAPriceOfAudio_chargesAudioAsText() throws IOException {
    ListedModel model =
        only(
            """
            {'gemini/g': {'litellm_provider': 'gemini', 'mode': 'chat',
              'supports_audio_input': true,
              'input_cost_per_token': 1e-06, 'cache_read_input_token_cost': 1e-07,
              'search_context_cost_per_query': {'search_context_size_low': 0.035,
                'search_context_size_medium': 0.035, 'search_context_size_high': 0.035}}}
            """);

    assertThat(tokens(model.rates().get(0)))
        .containsEntry(Bucket.INPUT_AUDIO, usd("1"))
        .containsEntry(Bucket.CACHE_READ_AUDIO, usd("0.1"));
    assertThat(model.rates().get(0).prices().usdPerThousandRequests())
        .isEqualTo(Map.of("google_search", usd("35")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'mode': 'image_generation', 'input_cost_per_token': 1 | mode image_generation is not priced only by tokens",
        "'mode': 'chat', 'output_cost_per_token': 1 | it has no price for input tokens",
        "'mode': 'chat', 'input_cost_per_token': 1, 'off_peak_pricing': {} | its prices depend on the hour; add them by hand",
        "'mode': 'chat', 'input_cost_per_token': 1, 'tiered_pricing': [] | its prices depend on ranges of prompt lengths",
        "'mode': 'chat', 'input_cost_per_token': 1, 'output_cost_per_token': 2, 'output_cost_per_reasoning_token': 3 | reasoning tokens have their own price",
        "'mode': 'chat', 'input_cost_per_token': 1, 'output_cost_per_token': 2, 'output_cost_per_image_token': 3 | image output tokens have their own price",
      },
      quoteCharacter = '"')
  void liteLlm_whatARowCannotSay_isRefusedWithTheReason(String model, String reason)
      throws IOException {
    assertThat(read("{'m': {'litellm_provider': 'openai', " + model + "}}").refused())
        .containsExactly(new PriceList.Refusal("openai", "m", reason));
  }

  @Test
  void liteLlm_feeOfARouter_isNoPrice() throws IOException {
    assertThat(
            read("{'azure/model-router': {'litellm_provider': 'azure', 'mode': 'chat',"
                    + " 'input_cost_per_token': 1}}")
                .refused())
        .extracting(PriceList.Refusal::reason)
        .containsExactly("the price is the router's fee only; the routed model costs extra");
  }

  @Test
  void liteLlm_oneNameWithTwoPrices_keepsTheOneWithThePrefixAndSaysSo() throws IOException {
    PriceList list =
        read(
            """
            {'g': {'litellm_provider': 'gemini', 'mode': 'chat', 'input_cost_per_token': 2e-06},
             'gemini/g': {'litellm_provider': 'gemini', 'mode': 'chat',
               'input_cost_per_token': 1e-06}}
            """);

    assertThat(list.models())
        .singleElement()
        .satisfies(
            model -> {
              assertThat(tokens(model.rates().get(0))).containsEntry(Bucket.INPUT, usd("1"));
              assertThat(model.contradiction()).isEqualTo("g input 2 instead of 1");
            });
    assertThat(list.refused()).hasSize(1);
  }

  @Test
  void liteLlm_mentions_areTextModelsWithTheDayOfTheirEnd() throws IOException {
    PriceList list =
        read(
            """
            {'m': {'litellm_provider': 'openai', 'mode': 'chat', 'input_cost_per_token': 1e-06,
               'deprecation_date': '2026-10-20'},
             'r': {'litellm_provider': 'openai', 'mode': 'realtime', 'input_cost_per_token': 1}}
            """);

    assertThat(list.mentions())
        .extracting(PriceList.Mention::model, PriceList.Mention::retired)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("m", LocalDate.parse("2026-10-20")));
  }

  private static String provider(String id, String models) {
    return "[{'id': '" + id + "', 'models': [" + models + "]}]";
  }

  @Test
  void genaiPrices_datesLengthsAndVariants_becomeRates() throws IOException {
    ListedModel model =
        only(
            provider(
                "openai",
                """
                {'id': 'm', 'match': {'or': [{'equals': 'm'}, {'equals': 'm-1'}]},
                 'prices': [
                   {'prices': {'input_mtok': 5, 'output_mtok': 30}},
                   {'constraint': {'start_date': '2026-08-21'},
                    'prices': {'input_mtok': {'base': 4, 'tiers': [{'start': 272000, 'price': 8}]},
                      'output_mtok': 20, 'web_searches_kcount': 10}}],
                 'price_variants': [
                   {'when': {'processing': 'batch'}, 'prices': {'input_mtok': 2},
                    'constraint': {'start_date': '2026-10-14'}},
                   {'when': {'route': 'eu'}, 'prices': {'input_mtok': 9}}]}
                """));

    assertThat(model.names()).containsExactly("m", "m-1");
    assertThat(model.rates())
        .extracting(rate -> rate.tier() + " " + rate.promptOver() + " " + rate.from())
        .containsExactly(
            " 0 null",
            " 0 2026-08-21T00:00:00Z",
            " 272000 2026-08-21T00:00:00Z",
            "batch 0 2026-10-14T00:00:00Z");
    assertThat(tokens(model.rates().get(2)))
        .isEqualTo(Map.of(Bucket.INPUT, usd("8"), Bucket.OUTPUT, usd("20")));
    assertThat(model.rates().get(1).prices().usdPerThousandRequests())
        .isEqualTo(Map.of("web_search", usd("10")));
  }

  @Test
  void genaiPrices_hours_becomeARateOfThoseHours() throws IOException {
    ListedModel model =
        only(
            provider(
                "deepseek",
                """
                {'id': 'd', 'match': {'equals': 'd'}, 'prices': [
                  {'prices': {'input_mtok': 1}},
                  {'constraint': {'start_time': '01:00:00+00:00', 'end_time': '04:00:00Z'},
                   'prices': {'input_mtok': 2}},
                  {'constraint': {'start_time': '06:00:00+00:00', 'end_time': '10:00:00Z'},
                   'prices': {'input_mtok': 2}}]}
                """));

    assertThat(model.rates()).hasSize(2);
    assertThat(model.rates().get(1).hours()).hasToString("mon-sun 01:00-04:00 06:00-10:00");
  }

  @Test
  void genaiPrices_google_isTwoShops() throws IOException {
    PriceList list =
        read(
            provider(
                "google",
                "{'id': 'gemini-9', 'match': {'equals': 'gemini-9'}, 'prices': {'input_mtok': 1}},"
                    + "{'id': 'claude-9', 'match': {'ends_with': 'claude-9'},"
                    + " 'prices': {'input_mtok': 1}}"));

    assertThat(list.models())
        .extracting(ListedModel::provider)
        .containsExactly("gcp.gemini", "gcp.vertex_ai");
  }

  @Test
  void genaiPrices_otherUnits_areRefusedButMentioned() throws IOException {
    PriceList list =
        read(
            provider(
                "perplexity",
                "{'id': 'sonar', 'match': {'equals': 'sonar'},"
                    + " 'prices': {'input_mtok': 1, 'requests_kcount': 12}}"));

    assertThat(list.models()).isEmpty();
    assertThat(list.refused())
        .containsExactly(
            new PriceList.Refusal("perplexity", "sonar", "it is also priced by requests_kcount"));
    assertThat(list.mentions()).hasSize(1);
  }

  @Test
  void genaiPrices_nameThatAnEarlierClauseHolds_isTheEarlierModels() throws IOException {
    PriceList list =
        read(
            provider(
                "openai",
                "{'id': 'a', 'match': {'equals': 'a'}, 'prices': {'input_mtok': 1}},"
                    + "{'id': 'ab', 'match': {'or': [{'equals': 'ab'}, {'equals': 'a'}]},"
                    + " 'prices': {'input_mtok': 2}}"));

    assertThat(list.models())
        .extracting(ListedModel::names)
        .containsExactly(List.of("a"), List.of("ab"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'equals': 'm'} | m | true",
        "{'equals': 'm'} | mm | false",
        "{'starts_with': 'm'} | mm | true",
        "{'ends_with': 'x'} | mx | true",
        "{'contains': 'x'} | axb | true",
        "{'regex': '^m-[0-9]+$'} | m-1 | true",
        "{'regex': '^m-[0-9]+$'} | m-1a | false",
        "{'or': [{'equals': 'a'}, {'equals': 'b'}]} | b | true",
        "{'and': [{'starts_with': 'a'}, {'ends_with': 'b'}]} | ab | true",
        "{'and': [{'starts_with': 'a'}, {'ends_with': 'b'}]} | ac | false",
      })
  void matches_clause_holdsForTheName(String clause, String name, boolean expected)
      throws IOException {
    MatchClause match =
        new MatchClause(
            new com.fasterxml.jackson.databind.ObjectMapper().readTree(clause.replace('\'', '"')));

    assertThat(match.matches(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'id': 'm', 'match': {'equals': 'm'}, 'prices': [{'constraint': {'start_date': '2026-6'}, 'prices': {'input_mtok': 1}}] | it cannot be read: Text '2026-6' could not be parsed at index 5",
        "'id': 'm', 'match': {'like': 'm'}, 'prices': {'input_mtok': 1} | it cannot be read: unknown match clause like",
        "'id': 'm', 'match': {'equals': 'm'}, 'prices': {'input_mtok': 1e400} | it cannot be read: 1E+400 is not a price",
        "'id': 'm', 'match': {'equals': 'm'}, 'prices': {'input_mtok': -1} | input '-1' is not a number below 100000 with at most 30 decimals",
        "'id': 'm', 'match': {'or': [{'equals': 'm'}, {'equals': 'm n'}]}, 'prices': {'input_mtok': 1} | a name contains a space",
      },
      quoteCharacter = '"')
  void genaiPrices_invalidModel_isRefusedAndTheOthersAreRead(String model, String reason)
      throws IOException {
    PriceList list =
        read(
            provider(
                "openai",
                "{"
                    + model
                    + "}, {'id': 'good', 'match': {'equals': 'good'}, 'prices': {'input_mtok': 1}}"));

    assertThat(list.refused()).containsExactly(new PriceList.Refusal("openai", "m", reason));
    assertThat(list.models()).extracting(ListedModel::names).containsExactly(List.of("good"));
  }

  @Test
  void liteLlm_invalidModel_isRefusedAndTheOthersAreRead() throws IOException {
    PriceList list =
        read(
            """
            {'m': {'litellm_provider': '', 'mode': 'chat', 'input_cost_per_token': 1e-06},
             'n': {'litellm_provider': 'openai', 'mode': 'chat', 'input_cost_per_token': 1e999999},
             'good': {'litellm_provider': 'openai', 'mode': 'chat', 'input_cost_per_token': 1e-06}}
            """);

    assertThat(list.refused())
        .extracting(PriceList.Refusal::reason)
        .containsExactly(
            "provider '' is not 1 to 64 of a-z 0-9 . _ -",
            "it cannot be read: 1E+999999 is not a price");
    assertThat(list.models()).extracting(ListedModel::names).containsExactly(List.of("good"));
  }

  @Test
  void read_otherJson_saysWhatIsExpected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("not json"))
        .withMessageContaining("list.json is not JSON");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PriceListFormat.LITELLM.read(Files.writeString(folder.resolve("array.json"), "[]")))
        .withMessage("LiteLLM's list is one JSON object of models");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PriceListFormat.GENAI_PRICES.read(
                    Files.writeString(folder.resolve("object.json"), "{}")))
        .withMessage("genai-prices' data is one JSON array of providers");
  }
}
