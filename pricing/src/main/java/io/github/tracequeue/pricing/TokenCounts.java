// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

/**
 * The token counts that a producer reports.
 *
 * @param input input tokens, including cached ones if {@code inclusive}
 * @param output output tokens, including reasoning and audio
 * @param cacheRead input tokens read from the cache, including audio
 * @param cacheWrite5m input tokens written to the short-lived cache
 * @param cacheWrite1h input tokens written to the long-lived cache
 * @param inputAudio the audio part of {@code input}
 * @param outputAudio the audio part of {@code output}
 * @param cacheReadAudio the audio part of {@code cacheRead}
 * @param inclusive whether {@code input} contains the three cached kinds
 */
public record TokenCounts(
    long input,
    long output,
    long cacheRead,
    long cacheWrite5m,
    long cacheWrite1h,
    long inputAudio,
    long outputAudio,
    long cacheReadAudio,
    boolean inclusive) {

  /** A thousand times the maximum of an event, so that sums of all counts do not overflow. */
  private static final long MAX_TOKENS = 1_000_000_000_000L;

  /** Input and output only. */
  public static TokenCounts of(long input, long output) {
    return new TokenCounts(input, output, 0, 0, 0, 0, 0, 0, true);
  }

  /** Counts without audio. */
  public static TokenCounts ofText(
      long input,
      long output,
      long cacheRead,
      long cacheWrite5m,
      long cacheWrite1h,
      boolean inclusive) {
    return new TokenCounts(
        input, output, cacheRead, cacheWrite5m, cacheWrite1h, 0, 0, 0, inclusive);
  }

  /** The same counts with the audio parts of input, output and cache reads. */
  public TokenCounts withAudio(long audioInput, long audioOutput, long audioCacheRead) {
    return new TokenCounts(
        input,
        output,
        cacheRead,
        cacheWrite5m,
        cacheWrite1h,
        audioInput,
        audioOutput,
        audioCacheRead,
        inclusive);
  }

  /**
   * Whether all counts are plausible: none is negative or too large, and no part exceeds its total.
   */
  boolean areConsistent() {
    for (Bucket bucket : Bucket.values()) {
      long tokens = in(bucket);
      if (tokens < 0 || tokens > MAX_TOKENS) {
        return false;
      }
    }
    return input >= 0 && input <= MAX_TOKENS;
  }

  /** The tokens that are priced in this bucket. */
  long in(Bucket bucket) {
    return switch (bucket) {
      case INPUT -> (inclusive ? input - cached() : input) - in(Bucket.INPUT_AUDIO);
      case OUTPUT -> output - outputAudio;
      case CACHE_READ -> cacheRead - cacheReadAudio;
      case CACHE_WRITE_5M -> cacheWrite5m;
      case CACHE_WRITE_1H -> cacheWrite1h;
      case INPUT_AUDIO -> inclusive ? inputAudio - cacheReadAudio : inputAudio;
      case OUTPUT_AUDIO -> outputAudio;
      case CACHE_READ_AUDIO -> cacheReadAudio;
    };
  }

  /** All input tokens, including cached ones. */
  long prompt() {
    return inclusive ? input : input + cached();
  }

  private long cached() {
    return cacheRead + cacheWrite5m + cacheWrite1h;
  }
}
