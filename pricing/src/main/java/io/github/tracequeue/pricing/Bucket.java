// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

/** A kind of token with a price of its own; together they hold each token of a call once. */
public enum Bucket {
  /** Prompt tokens that neither came from the cache nor went into it. */
  INPUT("input"),
  /** Answer tokens; reasoning is among them and is not charged again. */
  OUTPUT("output"),
  /** Prompt tokens read from the cache. */
  CACHE_READ("cache_read"),
  /** Prompt tokens written to the short-lived cache: 5 minutes, at OpenAI 30. */
  CACHE_WRITE_5M("cache_write_5m"),
  /** Prompt tokens written to the long-lived cache: one hour, at OpenAI 12. */
  CACHE_WRITE_1H("cache_write_1h");

  private final String column;

  Bucket(String column) {
    this.column = column;
  }

  /** The bucket's name in price files and in events. */
  public String column() {
    return column;
  }
}
