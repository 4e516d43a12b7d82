// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredRun.Event;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.StoredRun.Summary;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.CostStatus;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Text that would be markup, in every field that can hold text: it was stored by a writer that
 * checks nothing, and stays text.
 */
final class ViewerTextIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static Instant now;
  private static Browser browser;

  @BeforeAll
  static void open() {
    now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    browser = Browser.start().with(1_280, 800, false);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"><img src=x onerror=window.hacked=1><script>window.hacked=1</script>",
        "javascript:window.hacked=1//'\"><svg/onload=window.hacked=1>",
      })
  void views_markupInEveryField_showItAsText(String text) throws IOException {
    try (PageServer viewer =
        PageServer.start(filled(text), () -> AlarmReport.of(List.of(alarm(text))))) {
      String name = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
      check(viewer.url() + "#/", text);
      check(viewer.url() + "#/traces", text);
      check(viewer.url() + "#/runs", text);
      check(viewer.url() + "#/run/plain", text);
      check(viewer.url() + "#/trace/" + TRACE, text);
      check(viewer.url() + "#/limits", text);
      check(viewer.url() + "#/prompts", text);
      // What an address holds is text too. Names that no agent can have get a problem as answer.
      for (String view :
          List.of("traces?model=" + name, "nothing/" + name, "run/" + name, "agents/" + name)) {
        browser.openAny(viewer.url() + "#/" + view);
        assertHarmless();
      }
      assertThat(browser.complaints())
          .allMatch(line -> line.contains("status of 404") || line.contains("status of 400"));
    }
  }

  private static void check(String url, String text) {
    browser.openAny(url);
    browser.run("document.querySelectorAll('button.row').forEach((row) => row.click())");
    // The tree draws its rows anew each time.
    int rows = browser.elements(".tree-rows .tree-row").size();
    for (int i = 0; i < rows; i++) {
      browser.run("document.querySelectorAll('.tree-rows .tree-row')[" + i + "].click()");
    }
    if (!url.endsWith("prompts")) {
      assertThat(browser.<String>run("return document.body.textContent")).as(url).contains(text);
    }
    assertHarmless();
  }

  private static void assertHarmless() {
    assertThat(browser.<Boolean>run("return 'hacked' in window")).isFalse();
    assertThat(browser.<Long>run("return document.scripts.length")).isEqualTo(2);
    assertThat(browser.elements("img, iframe, svg, object, embed, form[action], base")).isEmpty();
    assertThat(
            browser.<List<String>>run(
                "return [...document.querySelectorAll('a')].map((a) => a.href)"))
        .allMatch(href -> href.startsWith("http://127.0.0.1:"));
  }

  private static String filled(String text) {
    TestTable table = TestTable.empty();
    for (int i = 0; i < 4; i++) {
      table.put(call(text, i));
    }
    Event event = new Event(Status.SUCCEEDED, now, "e-1");
    table.run(
        new StoredRun(
            "plain", text, event, now, now, new Summary(event, text), TRACE, text, Set.of("e-1")));
    table.run(
        new StoredRun(
            text, text, event, now, now, new Summary(event, text), TRACE, "plain", Set.of("e-1")));
    return table.name;
  }

  private static StoredTrace call(String text, int index) {
    return new StoredTrace(
        "0000000" + index + text,
        now.minusSeconds(index),
        text,
        new Call(text, text, text, 5, 1L, index == 0, text, text, text, true, text),
        new Tokens(1, 2, 3, 4, 5, 1, true),
        index % 2 == 0
            ? new CallCost(CostStatus.PRICED, BigDecimal.ONE, text, null, false)
            : CallCost.unpriced(text),
        new TraceLinks(index == 2 ? "plain" : text, TRACE, text + index, text, text),
        new Content(text, text, text, true, Map.of(text, text)),
        2);
  }

  private static ListedAlarm alarm(String text) {
    return new ListedAlarm(text, ListedAlarm.State.ALARM, now, text, text, text);
  }
}
