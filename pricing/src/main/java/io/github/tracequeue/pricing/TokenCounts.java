// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

/**
 * Token counts as a producer reports them.
 *
 * @param input prompt tokens; with the cached ones where {@code inclusive}
 * @param output answer tokens, reasoning and audio among them
 * @param cacheRead prompt tokens read from the cache, audio among them
 * @param cacheWrite5m prompt tokens written to the short-lived cache
 * @param cacheWrite1h prompt tokens written to the long-lived cache
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

  /** A thousand times what an event may say; sums of all counts stay far from overflow. */
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

  /** The same with the audio parts of input, output and cache reads. */
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

  /** Whether no count is negative or absurd, and each part fits into its sum. */
  boolean areConsistent() {
    for (Bucket bucket : Bucket.values()) {
      long tokens = in(bucket);
      if (tokens < 0 || tokens > MAX_TOKENS) {
        return false;
      }
    }
    return input >= 0 && input <= MAX_TOKENS;
  }

  /** The tokens that are charged at the bucket's price. */
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

  /** All prompt tokens, cached ones too. */
  long prompt() {
    return inclusive ? input : input + cached();
  }

  private long cached() {
    return cacheRead + cacheWrite5m + cacheWrite1h;
  }
}
