// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What a part of metric math comes to, over periods from the newest to the oldest. */
sealed interface MathValue {

  /** One number. */
  record Scalar(double value) implements MathValue {}

  /** A number per period; NaN where there is none, which no metric can report. */
  final class Series implements MathValue {
    private final double[] values;

    private Series(double[] values) {
      this.values = values;
    }

    static Series of(double[] values) {
      return new Series(values.clone());
    }

    /** By the number of each period's index. */
    static Series of(int periods, IntToDoubleFunction value) {
      return new Series(IntStream.range(0, periods).mapToDouble(value).toArray());
    }

    int periods() {
      return values.length;
    }

    double at(int period) {
      return values[period];
    }

    boolean missing(int period) {
      return Double.isNaN(values[period]);
    }

    double[] toArray() {
      return values.clone();
    }
  }

  /** Several series. */
  record Group(List<Series> members) implements MathValue {}

  /** The same of one number, of each number of a series, or of each series. */
  static MathValue map(MathValue value, DoubleUnaryOperator operator) {
    if (value instanceof Scalar scalar) {
      return new Scalar(operator.applyAsDouble(scalar.value()));
    }
    if (value instanceof Series series) {
      return Series.of(
          series.periods(),
          i -> series.missing(i) ? Double.NaN : operator.applyAsDouble(series.at(i)));
    }
    return new Group(
        ((Group) value).members().stream().map(member -> (Series) map(member, operator)).toList());
  }

  /** Two values combined; a period that only one of two series has counts as 0 in the other. */
  static MathValue combine(MathValue left, MathValue right, DoubleBinaryOperator operator) {
    if (left instanceof Group group) {
      return new Group(
          group.members().stream()
              .map(member -> (Series) combine(member, ungrouped(right), operator))
              .toList());
    }
    if (right instanceof Group group) {
      return new Group(
          group.members().stream()
              .map(member -> (Series) combine(ungrouped(left), member, operator))
              .toList());
    }
    if (left instanceof Scalar a) {
      return map(right, b -> operator.applyAsDouble(a.value(), b));
    }
    if (right instanceof Scalar b) {
      return map(left, a -> operator.applyAsDouble(a, b.value()));
    }
    Series a = (Series) left;
    Series b = (Series) right;
    return Series.of(
        a.periods(),
        i ->
            a.missing(i) && b.missing(i)
                ? Double.NaN
                : operator.applyAsDouble(orZero(a.at(i)), orZero(b.at(i))));
  }

  private static MathValue ungrouped(MathValue value) {
    if (value instanceof Group) {
      throw new UnsupportedException("an operation on two arrays of series");
    }
    return value;
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
