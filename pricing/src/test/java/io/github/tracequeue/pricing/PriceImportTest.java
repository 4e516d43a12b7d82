// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PriceImportTest {

  private static final LocalDate AUGUST = LocalDate.parse("2026-08-21");
  private static final LocalDate NOVEMBER = LocalDate.parse("2026-11-10");
  private static final String HEADER =
      "id,provider,model,tier,from,until,status,input,source,aliases";

  private static ListedRate rate(String tier, @Nullable String from, String input) {
    return new ListedRate(
        tier,
        0,
        null,
        from == null ? null : Instant.parse(from + "T00:00:00Z"),
        RatePrices.ofTokens(Map.of(Bucket.INPUT, new BigDecimal(input))));
  }

  private static PriceList list(String name, String model, ListedRate... rates) {
    PriceList.Builder list = PriceList.builder(name, false);
    list.add("openai", List.of(model), List.of(rates));
    return list.build();
  }

  private static PriceSheet sheet(String... lines) {
    return PriceSheet.read(Calls.file(lines));
  }

  private static PriceImport.Result run(PriceSheet sheet, PriceList list, LocalDate day) {
    return PriceImport.run(sheet, null, list, day);
  }

  private static String usd(PriceSheet sheet, String day) {
    return usd(PriceBook.of(new StringReader(sheet.text())), day);
  }

  private static String usd(PriceBook book, String day) {
    return Calls.usd(
        book, Calls.at(Instant.parse(day + "T12:00:00Z"), "openai", "m", 1_000_000, 0));
  }

  private static List<String> labels(PriceSheet sheet) {
    return sheet.rates().stream().map(Rate::label).toList();
  }

  private static List<ImportReport.Kind> kinds(PriceImport.Result result) {
    return result.report().entries().stream().map(ImportReport.Entry::kind).toList();
  }

  @Test
  void run_emptyFile_getsTheWholeHistory() {
    PriceImport.Result result =
        run(
            PriceSheet.empty(),
            list("a", "m", rate("", null, "1"), rate("", "2026-07-30", "2")),
            AUGUST);

    assertThat(usd(result.sheet(), "2026-07-29")).isEqualTo("1");
    assertThat(usd(result.sheet(), "2026-07-30")).isEqualTo("2");
    assertThat(kinds(result)).containsExactly(ImportReport.Kind.ADDED, ImportReport.Kind.ADDED);
  }

  @Test
  void run_sameListAgain_changesNothingButTheDay() {
    PriceList list = list("a", "m", rate("", null, "1"), rate("batch", null, "0.5"));
    PriceSheet first = run(PriceSheet.empty(), list, AUGUST).sheet();

    PriceImport.Result second = run(first, list, AUGUST);

    assertThat(second.sheet().text()).isEqualTo(first.text());
    assertThat(second.report().entries()).isEmpty();
    assertThat(second.report().unchanged()).isEqualTo(2);
  }

  @Test
  void run_changedPrice_beginsOnTheDayOfTheImport() {
    PriceSheet first = run(PriceSheet.empty(), list("a", "m", rate("", null, "1")), AUGUST).sheet();

    PriceImport.Result second = run(first, list("a", "m", rate("", null, "1.5")), NOVEMBER);

    assertThat(usd(second.sheet(), "2026-09-15")).isEqualTo("1");
    assertThat(usd(second.sheet(), "2026-11-09")).isEqualTo("1");
    assertThat(usd(second.sheet(), "2026-11-10")).isEqualTo("1.5");
    assertThat(second.report().of(ImportReport.Kind.CHANGED))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.detail())
                  .isEqualTo("openai/m/from-2026-11-10: input 1.5 instead of 1");
              assertThat(entry.unverified()).isFalse();
            });
  }

  @Test
  void run_changedPriceWithADateOfTheList_beginsThen() {
    PriceSheet first = run(PriceSheet.empty(), list("a", "m", rate("", null, "1")), AUGUST).sheet();

    PriceSheet second =
        run(first, list("a", "m", rate("", null, "1"), rate("", "2026-10-01", "2")), NOVEMBER)
            .sheet();

    assertThat(usd(second, "2026-09-30")).isEqualTo("1");
    assertThat(usd(second, "2026-10-01")).isEqualTo("2");
  }

  @Test
  void run_changeAboveAFactorOfThree_isUnverified() {
    PriceSheet first = run(PriceSheet.empty(), list("a", "m", rate("", null, "1")), AUGUST).sheet();

    assertThat(labels(run(first, list("a", "m", rate("", null, "3")), NOVEMBER).sheet()))
        .contains("openai/m/from-2026-11-10");
    assertThat(labels(run(first, list("a", "m", rate("", null, "3.01")), NOVEMBER).sheet()))
        .contains("openai/m/from-2026-11-10~unverified");
    assertThat(labels(run(first, list("a", "m", rate("", null, "0.33")), NOVEMBER).sheet()))
        .contains("openai/m/from-2026-11-10~unverified");
  }

  @Test
  void run_priceOfZero_isUnverified() {
    PriceImport.Result result =
        run(PriceSheet.empty(), list("a", "m", rate("", null, "0")), AUGUST);

    assertThat(labels(result.sheet())).containsExactly("openai/m~unverified");
    assertThat(result.report().entries()).singleElement().matches(ImportReport.Entry::unverified);
  }

  @Test
  void run_announcedRise_isConfirmedOrCancelledByTheNextList() {
    PriceSheet announced =
        run(
                PriceSheet.empty(),
                list("a", "m", rate("", null, "1"), rate("", "2026-09-01", "2")),
                AUGUST)
            .sheet();
    assertThat(labels(announced)).containsExactly("openai/m", "openai/m/from-2026-09-01~announced");

    PriceImport.Result confirmed =
        run(announced, list("a", "m", rate("", null, "1"), rate("", "2026-09-01", "2")), NOVEMBER);
    assertThat(kinds(confirmed)).containsExactly(ImportReport.Kind.CONFIRMED);
    assertThat(labels(confirmed.sheet())).containsExactly("openai/m", "openai/m/from-2026-09-01");

    PriceImport.Result cancelled = run(announced, list("a", "m", rate("", null, "1")), NOVEMBER);
    assertThat(kinds(cancelled)).containsExactly(ImportReport.Kind.CANCELLED);
    assertThat(labels(cancelled.sheet()))
        .containsExactly("openai/m", "openai/m/from-2026-09-01~rejected");
    assertThat(usd(cancelled.sheet(), "2026-09-15")).isEqualTo("1");
  }

  @Test
  void run_announcedRiseOfTheStandardPrice_endsTheOtherTiers() {
    PriceSheet sheet =
        run(
                PriceSheet.empty(),
                list("a", "m", rate("", null, "1"), rate("flex", null, "0.5")),
                AUGUST)
            .sheet();

    PriceSheet risen =
        run(
                sheet,
                list(
                    "a",
                    "m",
                    rate("", null, "1"),
                    rate("", "2026-12-01", "2"),
                    rate("flex", null, "0.5")),
                NOVEMBER)
            .sheet();

    Usage flex =
        Calls.at(Instant.parse("2026-12-01T00:00:00Z"), "openai", "m", 1, 0)
            .servedBy(Calls.tier("flex"));
    assertThat(Calls.usd(PriceBook.of(new StringReader(risen.text())), flex))
        .isEqualTo("unknown_service_tier:flex");
  }

  @Test
  void run_rowWrittenByHand_stays() {
    PriceSheet sheet = sheet("# ours", HEADER, "custom/m,openai,m,,,,,5,contract,");

    PriceImport.Result result =
        run(sheet, list("a", "m", rate("", null, "1"), rate("flex", null, "0.5")), NOVEMBER);

    assertThat(result.sheet().text()).isEqualTo(sheet.text());
    assertThat(kinds(result)).containsExactly(ImportReport.Kind.KEPT);
  }

  @Test
  void run_namesOfOneWrittenRowWithTwoListedPrices_changeNothingTheSecondTime() {
    PriceSheet sheet = sheet(HEADER, "custom/m,openai,m,,,,,2,contract,m-eu");
    PriceList.Builder builder = PriceList.builder("a", false);
    builder.add("openai", List.of("m"), List.of(rate("", null, "1"), rate("flex", null, "0.5")));
    builder.add("openai", List.of("m-eu"), List.of(rate("", null, "2"), rate("flex", null, "1")));
    PriceList list = builder.build();

    PriceSheet first = run(sheet, list, NOVEMBER).sheet();

    assertThat(labels(first)).containsExactly("custom/m", "openai/m/flex");
    assertThat(run(first, list, NOVEMBER).sheet().text()).isEqualTo(first.text());
  }

  @Test
  void run_rowWrittenByHandThatAgrees_getsTheTiersItDoesNotState() {
    PriceSheet sheet = sheet(HEADER, "custom/m,openai,m,,2026-09-01,,,1,contract,");

    PriceSheet result =
        run(sheet, list("a", "m", rate("", null, "1"), rate("flex", null, "0.5")), NOVEMBER)
            .sheet();

    assertThat(labels(result)).containsExactly("custom/m", "openai/m/flex");
    assertThat(result.rates().get(1).terms().from())
        .isEqualTo(Instant.parse("2026-09-01T00:00:00Z"));
  }

  @Test
  void run_rejectedRow_isNotImportedAgain() {
    PriceSheet sheet =
        sheet(
            HEADER,
            "custom/m,openai,m,,,,,5,ours,",
            "custom/m/list,openai,m,,,,rejected,1,the list is wrong,");

    assertThat(kinds(run(sheet, list("a", "m", rate("", null, "1")), NOVEMBER))).isEmpty();
  }

  @Test
  void run_secondList_agreesOrIsOnRecordAsDiffering() {
    PriceSheet first =
        run(PriceSheet.empty(), list("a", "m", rate("", null, "1")), NOVEMBER).sheet();

    PriceSheet agreeing = run(first, list("b", "m", rate("", null, "1")), AUGUST).sheet();
    assertThat(agreeing.rates().get(0).evidence().source())
        .isEqualTo("import a; b 2026-08-21 agrees");

    PriceImport.Result differing = run(first, list("b", "m", rate("", null, "2")), AUGUST);
    assertThat(kinds(differing)).containsExactly(ImportReport.Kind.CONFLICT);
    assertThat(differing.sheet().rates().get(0).label()).isEqualTo("openai/m~unverified");
    assertThat(differing.sheet().rates().get(0).evidence().source())
        .isEqualTo("import a; b 2026-08-21 differs: input 2 instead of 1, not taken: a is newer");

    PriceSheet settled =
        run(differing.sheet(), list("b", "m", rate("", null, "1")), NOVEMBER).sheet();
    assertThat(labels(settled)).containsExactly("openai/m");
  }

  @Test
  void run_secondListWithADate_tellsWhenThePriceBegan() {
    PriceSheet first =
        run(PriceSheet.empty(), list("a", "m", rate("", null, "2")), NOVEMBER).sheet();

    PriceSheet second =
        run(first, list("b", "m", rate("", null, "1"), rate("", "2026-07-30", "2")), NOVEMBER)
            .sheet();

    assertThat(usd(second, "2026-07-29")).isEqualTo("1");
    assertThat(usd(second, "2026-07-30")).isEqualTo("2");
    assertThat(labels(second)).containsExactly("openai/m/until-2026-07-30", "openai/m");
  }

  @Test
  void run_modelThatIsNotInTheListAnyMore_isReportedAndStays() {
    PriceSheet first = run(PriceSheet.empty(), list("a", "m", rate("", null, "1")), AUGUST).sheet();

    PriceImport.Result second = run(first, list("a", "n", rate("", null, "1")), NOVEMBER);

    assertThat(kinds(second)).containsExactly(ImportReport.Kind.ADDED, ImportReport.Kind.GONE);
    assertThat(usd(second.sheet(), "2026-12-01")).isEqualTo("1");
  }

  @Test
  void run_onTopOfABook_writesOnlyWhatDiffersAndLeavesEarlierCallsAlone() {
    PriceBook below =
        Calls.book(
            HEADER,
            "openai/m,openai,m,,,,,1,import a,m-latest",
            "openai/m/fast,openai,m,fast,,,,7,import a,",
            "openai/n,openai,n,,,,,1,import a,");
    PriceList.Builder list = PriceList.builder("a", false);
    list.add("openai", List.of("m"), List.of(rate("", null, "2")));
    list.add("openai", List.of("n"), List.of(rate("", null, "1")));

    PriceImport.Result result = PriceImport.run(PriceSheet.empty(), below, list.build(), NOVEMBER);
    PriceBook book = below.withOverrides(new StringReader(result.sheet().text()));

    assertThat(labels(result.sheet())).containsExactly("import/openai/m", "import/openai/m/fast");
    assertThat(usd(book, "2026-11-09")).isEqualTo("1");
    assertThat(usd(book, "2026-11-10")).isEqualTo("2");
    assertThat(Calls.usd(book, Calls.of("openai", "m", 1_000_000, 0).servedBy(Calls.tier("fast"))))
        .isEqualTo("7");
  }

  @Test
  void run_onTopOfABook_doesNotTakeWhatTheBookRejected() {
    PriceBook below =
        Calls.book(
            HEADER,
            "openai/m,openai,m,,,,,1,by hand,",
            "openai/m/list,openai,m,,,,rejected,2,wrong,");

    PriceImport.Result result =
        PriceImport.run(PriceSheet.empty(), below, list("a", "m", rate("", null, "2")), NOVEMBER);

    assertThat(result.sheet().rates()).isEmpty();
    assertThat(result.report().entries()).isEmpty();
  }

  @Test
  void run_onTopOfABook_marksAChangeOfARowWrittenByHand() {
    PriceBook below = Calls.book(HEADER, "openai/m,openai,m,,,,,1,by hand,");

    PriceSheet sheet =
        PriceImport.run(PriceSheet.empty(), below, list("a", "m", rate("", null, "2")), NOVEMBER)
            .sheet();

    assertThat(labels(sheet)).containsExactly("import/openai/m~unverified");
  }
}
