// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/**
 * Every view of {@link Story} in a browser, from a phone to a large screen, in light and in dark.
 * With {@code -Dlong.tests=true} at all widths, and with pictures in {@code target/screenshots};
 * those of {@code docs/viewer.md} were chosen from them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ViewerViewsIT {

  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final int TALLEST_PICTURE = 1_200;
  private static final boolean LONG = Boolean.getBoolean("long.tests");
  private static final int[] WIDTHS =
      LONG ? new int[] {360, 768, 1_024, 1_280, 1_920} : new int[] {360, 1_280};

  /** The pictures of the guide, besides those at which axe-core looks. */
  private static final Set<String> PICTURES_OF_THE_GUIDE =
      Set.of("agent-1280-dark", "trace-1280-dark", "trace-360-light");

  /** Each view, and a text that only its data can have put there. */
  private static final Map<String, Map.Entry<String, String>> VIEWS = new TreeMap<>();

  static {
    VIEWS.put("overview", Map.entry("#/", "hangs: its run is running"));
    VIEWS.put("agent", Map.entry("#/agents/security", "claude-opus-4-5"));
    VIEWS.put("agent-long", Map.entry("#/agents/" + Story.LONG, Story.LONG));
    VIEWS.put("traces", Map.entry("#/traces?agent=security", "claude-opus-4-5"));
    VIEWS.put("runs", Map.entry("#/runs", "security-audit"));
    VIEWS.put("run", Map.entry("#/run/", "Weekly review done"));
    VIEWS.put("trace", Map.entry("#/trace/" + Story.DELEGATION, "roll-up"));
    VIEWS.put("prompts", Map.entry("#/prompts?agent=security", Story.NEW_PROMPT));
    VIEWS.put("limits", Map.entry("#/limits", "4.10 of $5.00"));
    VIEWS.put("runbook", Map.entry("#/runbook/slow", "95th percentile"));
  }

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private Browser browser;
  private PageServer viewer;

  @BeforeAll
  void tellTheStory() throws IOException {
    browser = Browser.start();
    TestTable table = Story.watched(now);
    viewer = PageServer.start(table.name, this::alarms);
    Files.createDirectories(PICTURES);
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.leave();
    }
    if (viewer != null) {
      viewer.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  static Set<String> everyView() {
    return VIEWS.keySet();
  }

  @ParameterizedTest
  @MethodSource("everyView")
  void view_onSeededData_isLegibleAtEveryWidthWithoutAComplaint(String view) throws IOException {
    browser.with(1_280, 800, false).open(address(view));
    System.out.printf("%s: shown %d ms after the request%n", view, browser.drawnAfterMillis());
    assertThat(browser.text()).contains(page(view).getValue());
    SoftAssertions legible = new SoftAssertions();
    for (int width : WIDTHS) {
      for (boolean dark : new boolean[] {false, true}) {
        String where = view + '-' + width + (dark ? "-dark" : "-light");
        browser.with(width, width == 360 ? 740 : 800, dark).settle();
        legible
            .assertThat(browser.<Long>run("return document.documentElement.scrollWidth"))
            .as("width of %s, which must not scroll sideways", where)
            .isLessThanOrEqualTo(width);
        // The layout does not depend on the colours, so each width is checked in one of them.
        boolean looked = dark == (width == 360);
        if (looked) {
          legible.assertThat(browser.accessibilityFaults()).as("axe-core, %s", where).isEmpty();
        }
        if (LONG && (looked || PICTURES_OF_THE_GUIDE.contains(where))) {
          Files.write(PICTURES.resolve(where + ".png"), browser.screenshot(width, TALLEST_PICTURE));
        }
      }
    }
    legible.assertThat(browser.complaints()).as("console").isEmpty();
    legible.assertAll();
  }

  @Test
  void views_fromTheNavigation_areReachedByKeyboardAlone() {
    browser.with(1_280, 800, false).open(viewer.url() + "#/");
    for (String view : List.of("traces", "runs", "prompts", "limits", "overview")) {
      browser.press("nav a[data-view=" + view + "]", Keys.ENTER);

      browser.await(
          "document.querySelector('nav a[aria-current]').dataset.view === '" + view + "'");
      assertThat(browser.<String>run("return document.activeElement.id")).isEqualTo("view");
    }
    assertThat(browser.complaints()).isEmpty();
  }

  private static Map.Entry<String, String> page(String view) {
    return Objects.requireNonNull(VIEWS.get(view), view);
  }

  private String address(String view) {
    String address = viewer.url() + page(view).getKey();
    return view.equals("run")
        ? address + Story.weeklyRun(now).replace("#", "%23").replace(":", "%3A")
        : address;
  }

  private AlarmReport alarms() {
    return AlarmReport.of(
        List.of(
            new ListedAlarm(
                "tracequeue-dead-letters",
                ListedAlarm.State.ALARM,
                now.minusSeconds(5_400),
                "2 messages arrived, above 0.",
                null,
                "Messages could not be processed."),
            new ListedAlarm(
                "tracequeue-queue-age",
                ListedAlarm.State.OK,
                now.minusSeconds(86_400),
                "The oldest message is 2 s old, below 15 minutes.",
                null,
                "The consumer does not keep up."),
            new ListedAlarm(
                "tracequeue-agent-latency-report",
                ListedAlarm.State.INSUFFICIENT_DATA,
                null,
                "No data in the last day.",
                "report",
                "Calls take longer than allowed.")));
  }
}
