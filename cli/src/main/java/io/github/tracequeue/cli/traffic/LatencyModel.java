// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import java.util.random.RandomGenerator;

/**
 * Models the latency of a call: a constant, a small amount for each input token, a larger amount
 * for each output token, multiplied by a log-normal factor.
 *
 * <p>Used for recordings that contain only token counts; the output mentions it. The constants are
 * typical of a mid-sized hosted model and not measured.
 */
public final class LatencyModel {
  public static final String DESCRIPTION =
      "latency is modelled: (250 ms + 0.06 ms per token read + 14 ms per token written)"
          + " x log-normal spread of 0.25";

  private static final double START_MILLIS = 250;
  private static final double READ_MILLIS = 0.06;
  private static final double WRITE_MILLIS = 14;
  private static final double SPREAD = 0.25;

  private final RandomGenerator random;

  LatencyModel(RandomGenerator random) {
    this.random = random;
  }

  long latencyMillis(long inputTokens, long outputTokens) {
    double expected = START_MILLIS + READ_MILLIS * inputTokens + WRITE_MILLIS * outputTokens;
    return Math.max(1, Math.round(expected * Math.exp(SPREAD * random.nextGaussian())));
  }
}
