// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.pushedprices;

import io.github.tracequeue.pricing.InvalidPriceFileException;
import io.github.tracequeue.pricing.PriceBook;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A price book overridden by a pushed file, which is read at first use and then every hour. If the
 * file is invalid or cannot be read, the last valid one stays in use. Thread-safe.
 */
public final class PushedPrices implements Supplier<PriceBook> {

  /** The file's name in its bucket. */
  public static final String KEY = "prices.csv";

  private static final Duration KEEP = Duration.ofHours(1);
  private static final Duration RETRY = Duration.ofMinutes(5);

  private final PriceBook below;
  private final PriceObject object;
  private final InstantSource clock;
  private final Consumer<String> problems;
  private PriceBook current;
  private String version = "";
  private Instant nextLook = Instant.MIN;

  /**
   * Creates the book without reading the file.
   *
   * @param below the prices without the pushed file
   * @param object the pushed file
   * @param problems receives the reason why a file cannot be used
   */
  public PushedPrices(
      PriceBook below, PriceObject object, InstantSource clock, Consumer<String> problems) {
    this.below = below;
    this.object = object;
    this.clock = clock;
    this.problems = problems;
    this.current = below;
  }

  @Override
  public synchronized PriceBook get() {
    Instant now = clock.instant();
    if (!now.isBefore(nextLook)) {
      nextLook = now.plus(look() ? KEEP : RETRY);
    }
    return current;
  }

  /** Whether the file could be read. */
  private boolean look() {
    try {
      PriceObject.Content content = object.fetchUnless(version);
      if (content != null) {
        version = content.version();
        current = below.withOverrides(new StringReader(content.text()));
      }
      return true;
    } catch (InvalidPriceFileException e) {
      problems.accept(e.getMessage());
      return true;
    } catch (IOException e) {
      problems.accept("the pushed prices cannot be read: " + e.getMessage());
      return false;
    }
  }
}
