// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/**
 * Every view of {@link Story} in a browser, on a desk and on a phone, in light and in dark. The
 * pictures are in {@code target/screenshots}; those of {@code docs/viewer.md} were chosen from
 * them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ViewerViewsIT {

  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final int TALLEST_PICTURE = 1_100;

  /** Each view, and a text that only its data can have put there. */
  private static final Map<String, Map.Entry<String, String>> VIEWS = new TreeMap<>();

  static {
    VIEWS.put("overview", Map.entry("#/", "has not run since"));
    VIEWS.put("traces", Map.entry("#/traces?agent=security", "claude-opus-4-5"));
    VIEWS.put("runs", Map.entry("#/runs", "security-audit"));
    VIEWS.put("run", Map.entry("#/run/", "Weekly review done"));
    VIEWS.put("trace", Map.entry("#/trace/" + Story.DELEGATION + "", "roll-up"));
    VIEWS.put("prompts", Map.entry("#/prompts?agent=security", Story.NEW_PROMPT));
    VIEWS.put("alarms", Map.entry("#/alarms", "cost-per-hour"));
  }

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private Browser browser;
  private PageServer viewer;

  @BeforeAll
  void tellTheStory() throws IOException {
    browser = Browser.start();
    TestTable table = Story.tell(now);
    viewer = PageServer.start(table.name, this::alarms);
    Files.createDirectories(PICTURES);
  }

  @AfterAll
  void stop() {
    if (viewer != null) {
      viewer.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  static Stream<Arguments> everyView() {
    List<Arguments> all = new ArrayList<>();
    for (String view : VIEWS.keySet()) {
      for (int width : new int[] {1_280, 360}) {
        for (boolean dark : new boolean[] {false, true}) {
          all.add(Arguments.of(view, width, dark));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}, {1} px, dark: {2}")
  @MethodSource("everyView")
  void view_onSeededData_isLegibleWithoutAComplaint(String view, int width, boolean dark)
      throws IOException {
    browser.with(width, width == 360 ? 740 : 800, dark).open(address(view));

    System.out.printf(
        "%s, %d px: shown %d ms after the request%n", view, width, browser.drawnAfterMillis());
    Files.write(
        PICTURES.resolve(view + '-' + width + (dark ? "-dark" : "-light") + ".png"),
        browser.screenshot(width, TALLEST_PICTURE));
    assertThat(browser.text()).contains(page(view).getValue());
    assertThat(browser.complaints()).as("console").isEmpty();
    // Each width and each theme once: the layout does not depend on the colours.
    if (dark == (width == 360)) {
      assertThat(browser.accessibilityFaults()).as("axe-core").isEmpty();
    }
    assertThat(browser.<Long>run("return document.documentElement.scrollWidth"))
        .as("width of the page, which must not scroll sideways")
        .isLessThanOrEqualTo(width);
  }

  @Test
  void views_fromTheNavigation_areReachedByKeyboardAlone() {
    browser.with(1_280, 800, false).open(viewer.url() + "#/");
    for (String view : List.of("traces", "runs", "prompts", "alarms", "overview")) {
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
                "tracequeue-latency-security",
                ListedAlarm.State.ALARM,
                now.minusSeconds(5_400),
                "p95 was 8.1 s, above 5 s, in 3 of the last 3 periods of 5 minutes.",
                "security",
                "Calls take longer than they used to: look at the model and at the prompt."),
            new ListedAlarm(
                "tracequeue-cost-per-hour",
                ListedAlarm.State.OK,
                now.minusSeconds(86_400),
                "$0.41 in the last hour, below $5.",
                null,
                "More is spent in an hour than was planned."),
            new ListedAlarm(
                "tracequeue-silent-report",
                ListedAlarm.State.INSUFFICIENT_DATA,
                null,
                "No data in the last day.",
                "report",
                "The agent has stopped reporting: look at its schedule.")));
  }
}
