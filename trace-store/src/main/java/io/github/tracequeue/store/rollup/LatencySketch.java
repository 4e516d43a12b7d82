// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;

/**
 * A mergeable sketch of latencies. Percentiles are within 1 % of the exact values. Latencies of
 * zero mean "not measured" and are excluded. Immutable.
 */
public final class LatencySketch {

  /** An empty sketch. */
  public static final LatencySketch EMPTY = new LatencySketch(newSketch());

  private static final double RELATIVE_ERROR = 0.01;

  private final DDSketch sketch;

  private LatencySketch(DDSketch sketch) {
    this.sketch = sketch;
  }

  private static DDSketch newSketch() {
    return DDSketches.logarithmicUnboundedDense(RELATIVE_ERROR);
  }

  /** The number of calls with a latency, by sample weight. */
  public double count() {
    return sketch.getCount();
  }

  /**
   * The lowest latency in milliseconds for which the share of calls up to it exceeds the
   * percentile; 0 without calls.
   *
   * @param percent 0 to 99
   */
  public long percentile(int percent) {
    if (percent < 0 || percent > 99) {
      throw new IllegalArgumentException("percent must be 0..99: " + percent);
    }
    double total = sketch.getCount();
    double reached = 0;
    Iterator<Bin> bins = sketch.getPositiveValueStore().getAscendingIterator();
    while (bins.hasNext()) {
      Bin bin = bins.next();
      reached += bin.getCount();
      if (reached * 100 > total * percent) {
        return Math.round(sketch.getIndexMapping().value(bin.getIndex()));
      }
    }
    return 0;
  }

  /** Merges two sketches. */
  public LatencySketch plus(LatencySketch other) {
    return new Builder().add(this).add(other).build();
  }

  byte[] encode() {
    GrowingByteArrayOutput output = GrowingByteArrayOutput.withDefaultInitialCapacity();
    try {
      sketch.encode(output, false);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return output.trimmedCopy();
  }

  /**
   * Decodes the result of {@link #encode}.
   *
   * @throws IllegalArgumentException if the bytes are invalid
   */
  static LatencySketch decode(byte[] bytes) {
    try {
      return new LatencySketch(
          DDSketch.decode(ByteArrayInput.wrap(bytes), UnboundedSizeDenseStore::new));
    } catch (IOException e) {
      throw new IllegalArgumentException("invalid latency sketch", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatencySketch same && bins().equals(same.bins());
  }

  @Override
  public int hashCode() {
    return bins().hashCode();
  }

  @Override
  public String toString() {
    return bins().toString();
  }

  private List<Bin> bins() {
    return sketch.getPositiveValueStore().getAscendingStream().toList();
  }

  /** Collects latencies. Not thread-safe. */
  static final class Builder {

    private final DDSketch sketch = newSketch();

    Builder add(long latencyMillis, double weight) {
      if (latencyMillis > 0) {
        sketch.accept((double) latencyMillis, weight);
      }
      return this;
    }

    Builder add(LatencySketch other) {
      sketch.mergeWith(other.sketch);
      return this;
    }

    LatencySketch build() {
      return new LatencySketch(sketch.copy());
    }
  }
}
