// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Debian's Chromium without a window, driven by its own driver; tests are skipped where it is not.
 */
final class Browser implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final ChromeDriver driver;
  private final Path profile;

  private Browser(ChromeDriver driver, Path profile) {
    this.driver = driver;
    this.profile = profile;
  }

  /** A browser with an empty profile, in UTC and English. */
  static Browser start() {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "skipped: needs "
            + CHROMIUM
            + " and "
            + DRIVER
            + " (Debian: apt-get install chromium chromium-driver)");
    try {
      Path profile = Files.createTempDirectory("viewer-browser");
      ChromeOptions options = new ChromeOptions();
      options.setBinary(CHROMIUM.toFile());
      options.addArguments(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--lang=en",
          "--hide-scrollbars",
          "--user-data-dir=" + profile);
      LoggingPreferences logs = new LoggingPreferences();
      logs.enable(LogType.BROWSER, Level.ALL);
      options.setCapability("goog:loggingPrefs", logs);
      ChromeDriverService service =
          new ChromeDriverService.Builder()
              .usingDriverExecutable(DRIVER.toFile())
              .usingAnyFreePort()
              .withEnvironment(Map.of("TZ", "UTC"))
              .build();
      return new Browser(new ChromeDriver(service, options), profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets the size of the page and the colours that the operator's system asks for. */
  Browser with(int width, int height, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    return this;
  }

  /** Opens an address and waits until the view is drawn. */
  void open(String url) {
    load(url);
    await("performance.getEntriesByName('shown').length > 0");
    settle();
  }

  /** Opens an address and waits until the view shows data or an error. */
  void open(String url, String text) {
    load(url);
    awaitText(text);
    settle();
  }

  /** Waits until the view has a text. */
  void awaitText(String text) {
    await("document.querySelector('main').textContent.includes('" + text + "')");
  }

  /** Chooses an option of a list. */
  void choose(String css, String value) {
    run(
        "const list = document.querySelector(arguments[0]); list.value = arguments[1];"
            + "list.dispatchEvent(new Event('change'))",
        css,
        value);
  }

  /** Opens an address and waits until the view is drawn, or says why not. */
  void openAny(String url) {
    load(url);
    await("performance.getEntriesByName('shown').length > 0 || document.querySelector('.notice')");
    settle();
  }

  private void load(String url) {
    driver.get("about:blank");
    driver.get(url);
  }

  /** Leaves the page and forgets what it logged. */
  void leave() {
    driver.get("about:blank");
    complaints();
  }

  /** When the view was drawn, counted from the moment at which the page was asked for. */
  long drawnAfterMillis() {
    return run("return Math.round(performance.getEntriesByName('shown')[0].startTime)");
  }

  /** The time since the page was asked for. */
  long millisSinceRequest() {
    return run("return Math.round(performance.now())");
  }

  /** The ids of the calls in the page, from top to bottom. */
  List<String> eventIds() {
    return run("return [...document.querySelectorAll('tr.call')].map((row) => row.dataset.event)");
  }

  /** Waits until charts, which are drawn in a frame of their own, are there. */
  void settle() {
    driver.executeAsyncScript(
        "const done = arguments[0];"
            + "requestAnimationFrame(() => requestAnimationFrame(() => done()));");
  }

  /** Waits for an expression to be true. */
  void await(String expression) {
    new WebDriverWait(driver, Duration.ofSeconds(60), Duration.ofMillis(20))
        .until(d -> Boolean.TRUE.equals(run("return Boolean(" + expression + ")")));
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // The caller knows what its script returns.
  <T> T run(String script, Object... arguments) {
    @SuppressWarnings("unchecked")
    T result = (T) driver.executeScript(script, arguments);
    return result;
  }

  /** Puts the focus on an element and presses keys there, as a keyboard does. */
  void press(String css, CharSequence... keys) {
    WebElement element = element(css);
    driver.executeScript("arguments[0].focus()", element);
    element.sendKeys(keys);
  }

  WebElement element(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> elements(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  String text() {
    return element("main").getText();
  }

  String url() {
    return driver.getCurrentUrl();
  }

  /** What the page logged since it was last asked, above the level of information. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() > Level.INFO.intValue()) {
        complaints.add(entry.getMessage());
      }
    }
    return complaints;
  }

  /** What axe-core finds wrong with the page by WCAG 2.2 A and AA. */
  List<String> accessibilityFaults() {
    driver.executeScript(resource("/axe.min.js"));
    Object faults =
        driver.executeAsyncScript(
            "const done = arguments[0];"
                + "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
                + " 'best-practice']}).then((r) => done(r.violations.map((v) => v.id + ': '"
                + " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + ' '"
                + " + n.failureSummary).join(' | '))));");
    assertThat(faults).isInstanceOf(List.class);
    return ((List<?>) faults).stream().map(String::valueOf).toList();
  }

  /** A picture of the page from its top, at most {@code maxHeight} pixels of it. */
  byte[] screenshot(int width, int maxHeight) {
    Long height = run("return document.documentElement.scrollHeight");
    Map<String, Object> picture =
        driver.executeCdpCommand(
            "Page.captureScreenshot",
            Map.of(
                "captureBeyondViewport",
                true,
                "clip",
                Map.of(
                    "x",
                    0,
                    "y",
                    0,
                    "width",
                    width,
                    "height",
                    Math.min(height, maxHeight),
                    "scale",
                    1)));
    return Base64.getDecoder().decode(String.valueOf(picture.get("data")));
  }

  @Override
  public void close() {
    driver.quit();
    try (var files = Files.walk(profile)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Browser.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
