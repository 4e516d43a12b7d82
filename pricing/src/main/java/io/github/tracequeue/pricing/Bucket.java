// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

/** A kind of token with its own price. Each token of a call is in exactly one bucket. */
public enum Bucket {
  /** Input tokens that were neither read from the cache nor written to it, without audio. */
  INPUT("input"),
  /** Output tokens without audio, including reasoning. */
  OUTPUT("output"),
  /** Input tokens read from the cache, without audio. */
  CACHE_READ("cache_read"),
  /** Input tokens written to the short-lived cache: 5 minutes, at OpenAI 30. */
  CACHE_WRITE_5M("cache_write_5m"),
  /** Input tokens written to the long-lived cache: one hour, at OpenAI 12. */
  CACHE_WRITE_1H("cache_write_1h"),
  /** Audio input tokens that were not read from the cache. */
  INPUT_AUDIO("input_audio"),
  /** Audio output tokens. */
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
