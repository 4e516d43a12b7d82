// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

/** A kind of token with a price of its own. Each token of a call is in exactly one bucket. */
public enum Bucket {
  /** Prompt tokens that were neither read from the cache nor written to it, without audio. */
  INPUT("input"),
  /** Answer tokens without audio; reasoning is among them. */
  OUTPUT("output"),
  /** Prompt tokens read from the cache, without audio. */
  CACHE_READ("cache_read"),
  /** Prompt tokens written to the short-lived cache: 5 minutes, at OpenAI 30. */
  CACHE_WRITE_5M("cache_write_5m"),
  /** Prompt tokens written to the long-lived cache: one hour, at OpenAI 12. */
  CACHE_WRITE_1H("cache_write_1h"),
  /** Audio tokens of the prompt that were not read from the cache. */
  INPUT_AUDIO("input_audio"),
  /** Audio tokens of the answer. */
  OUTPUT_AUDIO("output_audio"),
  /** Audio tokens read from the cache. */
  CACHE_READ_AUDIO("cache_read_audio");

  private final String column;

  Bucket(String column) {
    this.column = column;
  }

  /** The bucket's name in price files. */
  public String column() {
    return column;
  }
}
