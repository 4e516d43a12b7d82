// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What an operator does with the page, in a browser. */
final class ViewerUseIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final boolean LONG = Boolean.getBoolean("long.tests");
  private static final int LARGE_TRACE = LONG ? 10_000 : 1_000;

  private static Browser browser;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final TestTable table = TestTable.empty();
  private PageServer viewer;

  @BeforeAll
  static void open() {
    browser = Browser.start().with(1_280, 800, false);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void serve() throws IOException {
    viewer = PageServer.start(table.name, AlarmSource.NONE);
  }

  /** Leaves the page first: a live page would ask the stopped server in the next test's time. */
  @AfterEach
  void stop() {
    browser.leave();
    viewer.close();
  }

  @Test
  void views_emptyTable_sayWhatToDoNext() {
    browser.open(viewer.url() + "#/");
    assertThat(browser.text()).contains("No agent has sent anything yet", "bin/tracequeue local");
    browser.open(viewer.url() + "#/traces");
    assertThat(browser.text()).contains("No calls yet");
    browser.open(viewer.url() + "#/runs");
    assertThat(browser.text()).contains("No runs");
    browser.open(viewer.url() + "#/prompts");
    assertThat(browser.text()).contains("No agent has sent anything yet");
    browser.open(viewer.url() + "#/limits");
    assertThat(browser.text()).contains("No limits were evaluated on this table");

    browser.open(viewer.url() + "#/");
    table.put(new Calls().agent("cto").at(now));
    browser.press("#live", Keys.ENTER);
    browser.awaitText("Last decision");
    browser.press("#live", Keys.ENTER);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void views_unknownTraceRunAndView_sayWhatToDoNext() {
    browser.open(viewer.url() + "#/nothing", "Unknown view");
    browser.open(viewer.url() + "#/trace/" + TRACE, "No call of this trace is stored");
    browser.open(viewer.url() + "#/run/none", "set another time range with from and until");
    // The browser itself logs a 404 as an error; the page adds nothing to it.
    assertThat(browser.complaints()).allMatch(line -> line.contains("404"));
  }

  @Test
  void views_serverGone_sayHowToGoOn() {
    browser.open(viewer.url() + "#/");
    viewer.close();
    browser.press("nav a[data-view=runs]", Keys.ENTER);

    browser.await("document.body.textContent.includes('No response from the server')");
    assertThat(browser.text()).contains("After a restart, it prints a new URL", "Try again");
  }

  @Test
  void traces_filterAndPages_areInTheAddress() {
    for (int i = 0; i < 120; i++) {
      table.put(
          new Calls()
              .agent(i % 2 == 0 ? "cto" : "sre")
              .error(i % 10 == 0 ? "overloaded" : null)
              .at(now.minusSeconds(i)));
    }
    browser.open(viewer.url() + "#/traces");
    browser.press("input[name=agent]", "sre", Keys.ENTER);
    browser.await("document.querySelectorAll('tr.call').length === 50");
    assertThat(browser.url()).endsWith("#/traces?agent=sre");
    assertThat(browser.text()).contains("These are the sums of the calls on this page");
    browser.press("section[aria-label^=Totals] a", Keys.ENTER);
    browser.await("document.querySelector('.figure dd')?.textContent.startsWith('60')");
    Set<String> seen = new TreeSet<>(browser.eventIds());
    browser.press(".pager a:last-of-type", Keys.ENTER);
    browser.await("document.querySelectorAll('tr.call').length === 10");
    seen.addAll(browser.eventIds());

    assertThat(seen).hasSize(60);
    assertThat(browser.url()).contains("agent=sre", "cursor=");
    browser.open(viewer.url() + "#/traces?agent=cto&status=error");
    assertThat(browser.eventIds()).hasSize(12);
    assertThat(browser.<String>run("return document.querySelector('[name=status]').value"))
        .isEqualTo("error");
    browser.open(viewer.url() + "#/traces?agent=nobody");
    assertThat(browser.text()).contains("No matching calls", "clear the filters");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void traces_live_showsWhatComesAndKeepsWhatIsOpen() {
    table.put(new Calls().decision("The first one.").at(now.minusSeconds(5)));
    browser.open(viewer.url() + "#/traces");
    browser.press("button.row", Keys.ENTER);
    browser.press("#live", Keys.ENTER);
    table.put(new Calls().decision("The second one.").at(now));

    browser.await("document.querySelectorAll('tr.call').length === 2");
    browser.press("#live", Keys.ENTER);

    assertThat(browser.elements("tr.detail")).hasSize(1);
    assertThat(browser.text()).contains("The second one.");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void traces_liveAndTheServerGone_saysThatItIsNotUpToDate() {
    table.put(new Calls().at(now));
    browser.open(viewer.url() + "#/traces");
    browser.press("#live", Keys.ENTER);
    viewer.close();

    browser.await("document.body.textContent.includes('Not up to date: No response')");

    assertThat(browser.eventIds()).as("what was shown stays").hasSize(1);
  }

  @Test
  void alarms_unreadable_sayWhy() throws IOException {
    AlarmSource refused = () -> AlarmReport.unreadable("CloudWatch: not authorized.");
    try (PageServer other = PageServer.start(table.name, refused)) {
      browser.open(other.url() + "#/limits");
      assertThat(browser.text()).contains("Cannot read the alarms", "CloudWatch: not authorized.");
      assertThat(browser.complaints()).isEmpty();
      browser.leave();
    }
  }

  /** A table on which the watch function has never run, or has stopped, must not look complete. */
  @Test
  void overview_figuresThatMissCalls_sayWhy() {
    table.put(new Calls().at(now.minusSeconds(7_200)));
    browser.open(viewer.url() + "#/");
    assertThat(browser.text())
        .contains("The watch function has never run on this table", "Covers all calls");
    table.watch(now.minusSeconds(3_600));
    browser.open(viewer.url() + "#/");

    assertThat(browser.text())
        .contains("\u2265", "The watch function last ran at")
        .doesNotContain("Covers all calls");
    assertThat(browser.complaints()).isEmpty();
  }

  /** The questions of {@code docs/viewer.md}, with the clicks that it names. */
  @Test
  void fiveQuestions_areAnsweredInAsManyClicksAsTheGuideSays() {
    Instant yesterday = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(3));
    for (int hour = 29 * 24; hour >= 1; hour -= 8) {
      boolean changed = hour < 96;
      table.put(
          new Calls()
              .agent("security")
              .latency(changed ? 9_000 : 2_000)
              .prompt(changed ? Story.NEW_PROMPT : Story.OLD_PROMPT)
              .at(now.minus(Duration.ofHours(hour))));
    }
    table.put(new Calls().agent("sre").error("overloaded").at(yesterday));
    table.put(new Calls().agent("sre").error("too_slow").at(yesterday.minus(Duration.ofDays(5))));
    table.watchMonth(now);
    table.limit("security", "spend-day", Level.BREACHED, now, "$6.10 of $5.00 a day");
    table.budget("security", now, "6.1", "5");

    browser.open(viewer.url() + "#/");
    assertThat(browser.text())
        .contains("This month", "slower: p95 ")
        .contains(
            "uses another prompt since ", "spend-day: $6.10 of $5.00", "$6.10 of $5.00, 122 %");

    browser.choose("[name=range]", "yesterday");
    browser.await("location.hash === '#/?since=yesterday' && document.querySelector('.figure')");
    browser.press(".figure a[href*='status=error']", Keys.ENTER);
    browser.await("document.querySelectorAll('tr.call').length === 1");
    assertThat(browser.text()).contains("overloaded").doesNotContain("too_slow");
    assertThat(browser.url()).endsWith("#/traces?status=error&since=yesterday");
    assertThat(browser.complaints()).isEmpty();
  }

  /** Spend, calls and errors of every page equal the sums over the table. */
  @Test
  void totals_ofEveryPage_equalTheTable() {
    BigDecimal spend = BigDecimal.ZERO;
    for (int i = 0; i < 300; i++) {
      spend = spend.add(new BigDecimal("0.01").multiply(BigDecimal.valueOf(1 + i % 3)));
      table.put(
          new Calls()
              .cost("0.0" + (1 + i % 3))
              .error(i % 10 == 0 ? "overloaded" : null)
              .at(now.minusSeconds(60L * i)));
    }
    table.put(new Calls().cost("9").at(Instant.parse("2039-01-01T00:00:00Z")));
    for (boolean watched : new boolean[] {false, true}) {
      if (watched) {
        table.watch(now);
      }
      for (String view : List.of("#/", "#/agents/cto", "#/traces?totals=count")) {
        browser.open(viewer.url() + view + (view.contains("?") ? "&" : "?") + "since=24h");
        assertThat(browser.text()).as(view).contains("$" + spend.setScale(2), "300", "10.0 %");
      }
    }
    browser.open(viewer.url() + "#/traces?since=24h");
    assertThat(browser.element("section[aria-label^=Totals]").getText())
        .contains("300", "$" + spend.setScale(2), "As of");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void range_chosen_isInEveryAddressAndKept() {
    table.put(new Calls().at(now.minusSeconds(60)));
    table.watch(now);
    browser.open(viewer.url() + "#/");
    browser.choose("[name=range]", "7d");
    browser.await("location.hash === '#/?since=7d' && document.querySelector('.figure')");
    browser.press("nav a[data-view=traces]", Keys.ENTER);
    browser.await("location.hash === '#/traces?since=7d' && document.querySelector('tr.call')");
    browser.press("td.agent a", Keys.ENTER);
    browser.await("location.hash === '#/agents/cto?since=7d' && document.querySelector('.figure')");
    assertThat(browser.text()).contains("last 7 days");
    browser.open(viewer.url() + "#/?from=2026-01-01T00:00:00Z&until=2026-01-05T00:00:00Z");

    assertThat(browser.text()).contains("1 Jan");
    assertThat(browser.<Boolean>run("return document.querySelector('form.custom').hidden"))
        .isFalse();
    browser.press("#compare", Keys.ENTER);
    browser.await("location.hash.includes('compare=off')");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void zone_switched_changesEveryTime() {
    table.put(new Calls().at(now.minusSeconds(60)));
    browser.open(viewer.url() + "#/traces");
    browser.press("#zone", Keys.ENTER);

    browser.await("document.querySelector('#zone').textContent === 'Times: UTC'");
    browser.open(viewer.url() + "#/traces");
    assertThat(browser.element("#zone").getText()).isEqualTo("Times: UTC");
    browser.run("localStorage.clear()");
  }

  @Test
  void traces_searchedAndSorted_showTheMatchingCallsInOrder() {
    table.put(new Calls().latency(100).decision("Approve it.").at(now.minusSeconds(3)));
    table.put(new Calls().latency(900).decision("Reject it.").at(now.minusSeconds(2)));
    table.put(new Calls().latency(500).error("too_slow").at(now.minusSeconds(1)));
    browser.open(viewer.url() + "#/traces");
    browser.press("input[type=search]", "reject");
    browser.await("document.querySelectorAll('tr.call').length === 1");
    assertThat(browser.text()).contains("Reject it.", "1 call of 3 on this page");
    browser.press("input[type=search]", Keys.chord(Keys.CONTROL, "a"), "too_");
    browser.await("document.querySelector('tr.call').textContent.includes('too_slow')");
    browser.press("input[type=search]", Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
    browser.await("document.querySelectorAll('tr.call').length === 3");
    browser.press("th.num button.sort", Keys.ENTER);

    assertThat(
            browser.<List<String>>run(
                "return [...document.querySelectorAll('tr.call td[data-label=Latency]')]"
                    + ".map((cell) => cell.textContent)"))
        .containsExactly("900 ms", "500 ms", "100 ms");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void overview_live_refreshesAndKeepsTheSorting() {
    table.put(new Calls().agent("cto").cost("1").at(now.minusSeconds(60)));
    browser.open(viewer.url() + "#/");
    browser.press("th.name button.sort", Keys.ENTER);
    table.put(new Calls().agent("sre").cost("5").at(now));
    browser.press("#live", Keys.ENTER);

    browser.await("document.querySelectorAll('tbody tr').length === 2");
    assertThat(browser.element("th.name").getAttribute("aria-sort")).isEqualTo("descending");
    browser.press("#live", Keys.ENTER);
    assertThat(browser.complaints()).isEmpty();
  }

  /** Any failure of the table is a message with the action to take, on every page. */
  @Test
  void views_tableThrottlesOrFails_sayWhatToDoAndRecover() {
    Story.delegation(table, now);
    table.watch(now);
    String run = Story.weeklyRun(now).replace("#", "%23").replace(":", "%3A");
    Map<String, String> views =
        Map.of(
            "#/",
            "Spend by agent",
            "#/agents/cto",
            "Spend by model",
            "#/traces",
            "Replace left-pad",
            "#/runs",
            "security-audit",
            "#/run/" + run,
            "Weekly review done",
            "#/trace/" + Story.DELEGATION,
            "roll-up",
            "#/prompts",
            "No prompts in the last 30 days",
            "#/limits",
            "No limit is breached");
    try (FailingTable failing = FailingTable.start();
        PageServer other = failing.page(table.name)) {
      views.forEach((view, text) -> breakAndRecover(failing, other.url() + view, text));
      browser.leave();
    }
  }

  private static void breakAndRecover(FailingTable failing, String url, String text) {
    failing.fail(400, "ProvisionedThroughputExceededException");
    browser.openAny(url);
    assertThat(browser.text()).as(url).contains("DynamoDB throttles the table", "Try again");
    failing.fail(502, null);
    browser.press(".notice button", Keys.ENTER);
    browser.await("document.querySelector('.notice')?.textContent.includes('502')");
    assertThat(browser.text()).as(url).contains("Table cannot be read", "Try again");

    failing.recover();
    browser.press(".notice button", Keys.ENTER);
    browser.awaitText(text);
    assertThat(browser.text()).as(url).doesNotContain("Try again");

    if (LONG || url.endsWith("#/")) {
      refreshWhileBroken(failing, url, text);
    }
  }

  /** A live page keeps what it shows. */
  private static void refreshWhileBroken(FailingTable failing, String url, String text) {
    failing.fail(400, "ThrottlingException");
    browser.press("#live", Keys.ENTER);
    browser.await("document.querySelector('#freshness').textContent.startsWith('Not up to date')");
    assertThat(browser.text()).as(url).contains(text);
    failing.recover();
    browser.run("document.querySelector('.content').classList.add('old')");
    browser.press("#live", Keys.ENTER);
    browser.press("#live", Keys.ENTER);
    browser.await("!document.querySelector('.content.old')");
    assertThat(browser.element("#freshness").getText()).as(url).isEmpty();
    assertThat(browser.text()).as(url).contains(text);
    browser.press("#live", Keys.ENTER);
  }

  @Test
  void traces_sampled_areMarked() {
    table.put(new Calls().agent("cost").weight(10).at(now));
    browser.open(viewer.url() + "#/traces");
    assertThat(browser.text()).contains("1 stored, sampled", "\u00d710");
    browser.open(viewer.url() + "#/agents/cost");
    assertThat(browser.text()).contains("1 stored, sampled");
    browser.open(viewer.url() + "#/");
    assertThat(browser.text()).contains("sampled");
  }

  @Test
  void trace_aDelegation_isFollowedFromRunToRunByKeyboard() {
    Story.delegation(table, now);
    browser.open(
        viewer.url() + "#/run/" + Story.weeklyRun(now).replace("#", "%23").replace(":", "%3A"));
    assertThat(browser.text()).contains("Weekly review done", "Runs it started");
    browser.press("a[href*='trace/']", Keys.ENTER);
    browser.await("document.querySelector('.tree-row')");
    assertThat(browser.text()).contains("$0.116", "not stored", "roll-up", "overloaded_error");
    browser.press(".tree", Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    browser.await("document.querySelector('.panel').textContent.includes('overloaded_error')");
    assertThat(browser.url()).contains("event=");
    browser.press(".tree", Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    browser.await("document.querySelectorAll('.tree-rows .tree-row').length < 9");
    browser.open(browser.url());
    assertThat(browser.elements(".panel dl")).as("the deep link opens the call").hasSize(1);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void trace_manyCalls_hasOnlyTheRowsInSight() {
    BulkCalls.like(
            DynamoDbLocal.client(),
            table.name,
            table.put(new Calls().trace(TRACE).span("0000000000000000", null).at(now)))
        .write(
            1,
            LARGE_TRACE,
            (i, item) -> {
              BulkCalls.key(item, i, "agent-" + i % 7, now.plusMillis(i));
              item.put("span_id", AttributeValue.fromS(String.format("%016x", i)));
              item.put("parent_span_id", AttributeValue.fromS(String.format("%016x", i / 3)));
            });
    long start = System.nanoTime();
    browser.open(viewer.url() + "#/trace/" + TRACE);
    long opened = System.nanoTime();
    browser.press(".tree", Keys.END);
    browser.await("document.querySelector('.tree-row[aria-rowindex=\"" + LARGE_TRACE + "\"]')");
    long moved = System.nanoTime();

    assertThat(browser.text()).contains(String.format(Locale.ROOT, "%,d", LARGE_TRACE));
    assertThat(browser.elements(".tree-rows .tree-row")).hasSizeLessThan(80);
    assertThat(browser.complaints()).isEmpty();
    System.out.printf(
        Locale.ROOT,
        "a trace of %,d calls: shown after %,d ms, its end after %,d ms%n",
        LARGE_TRACE,
        (opened - start) / 1_000_000,
        (moved - opened) / 1_000_000);
  }

  @Test
  void theme_chosen_isKeptAndFollowed() {
    table.run("cto", "r", Status.RUNNING, now, null, null, null, null);
    browser.open(viewer.url() + "#/runs");
    String light = browser.run("return getComputedStyle(document.body).backgroundColor");
    browser.press("#theme", Keys.ENTER, Keys.ENTER);
    String dark = browser.run("return getComputedStyle(document.body).backgroundColor");
    browser.open(viewer.url() + "#/");

    assertThat(dark).isNotEqualTo(light);
    assertThat(browser.<String>run("return getComputedStyle(document.body).backgroundColor"))
        .isEqualTo(dark);
    assertThat(browser.element("#theme").getText()).isEqualTo("Theme: dark");
    browser.run("localStorage.clear()");
  }

  @Test
  void links_ofATag_leadToItsCalls() {
    table.put(new Calls().tags(Map.of("team", "x y")).at(now));
    browser.open(viewer.url() + "#/traces?tag=team%3Ax%20y");
    assertThat(browser.eventIds()).hasSize(1);
  }
}
