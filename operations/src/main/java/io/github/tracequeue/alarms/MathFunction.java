// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The functions of metric math that are evaluated here, as CloudWatch documents them. */
enum MathFunction {
  ABS,
  AVG,
  CEIL,
  FILL,
  FLOOR,
  IF,
  MAX,
  METRICS,
  MIN,
  PERIOD,
  SUM,
  TIME_SERIES;

  static MathFunction named(String name) {
    return Arrays.stream(values())
        .filter(function -> function.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new UnsupportedException("the function " + name));
  }

  MathValue apply(List<MathExpression> arguments, MathInputs inputs) {
    return switch (this) {
      case ABS -> MathValue.map(argument(arguments, 0, inputs), Math::abs);
      case CEIL -> MathValue.map(argument(arguments, 0, inputs), Math::ceil);
      case FLOOR -> MathValue.map(argument(arguments, 0, inputs), Math::floor);
      case AVG -> reduce(argument(arguments, 0, inputs), MathFunction::average);
      case MAX ->
          reduce(argument(arguments, 0, inputs), it -> present(it).max().orElse(Double.NaN));
      case MIN ->
          reduce(argument(arguments, 0, inputs), it -> present(it).min().orElse(Double.NaN));
      case SUM -> reduce(argument(arguments, 0, inputs), it -> present(it).sum());
      case METRICS -> inputs.metrics(arguments.isEmpty() ? "" : text(arguments.get(0)));
      case PERIOD -> new MathValue.Scalar(inputs.periodSeconds());
      case TIME_SERIES -> inputs.asSeries(argument(arguments, 0, inputs));
      case FILL -> fill(arguments, inputs);
      case IF -> choose(arguments, inputs);
    };
  }

  private MathValue argument(List<MathExpression> arguments, int index, MathInputs inputs) {
    if (index >= arguments.size()) {
      throw new UnsupportedException(name() + " with " + arguments.size() + " arguments");
    }
    return arguments.get(index).evaluate(inputs);
  }

  private static String text(MathExpression argument) {
    if (argument instanceof MathExpression.Word word) {
      return word.text();
    }
    throw new UnsupportedException("METRICS of anything but a text");
  }

  /** Of an array of series, period by period. */
  private MathValue reduce(MathValue value, ToDoubleFunction<DoubleStream> reduction) {
    if (!(value instanceof MathValue.Group group)) {
      throw new UnsupportedException(
          name() + " of one series over all its periods, which depends on how many are looked at");
    }
    int periods = group.members().isEmpty() ? 0 : group.members().get(0).periods();
    return MathValue.Series.of(
        periods,
        period -> {
          double[] all = group.members().stream().mapToDouble(it -> it.at(period)).toArray();
          return DoubleStream.of(all).allMatch(Double::isNaN)
              ? Double.NaN
              : reduction.applyAsDouble(DoubleStream.of(all));
        });
  }

  private static DoubleStream present(DoubleStream values) {
    return values.filter(value -> !Double.isNaN(value));
  }

  /** A series without a value at a time counts as 0 in an average, as documented. */
  private static double average(DoubleStream values) {
    return values.map(value -> Double.isNaN(value) ? 0 : value).average().orElse(Double.NaN);
  }

  private MathValue fill(List<MathExpression> arguments, MathInputs inputs) {
    MathValue filled = argument(arguments, 0, inputs);
    if (arguments.size() > 1 && arguments.get(1) instanceof MathExpression.Word word) {
      throw new UnsupportedException("FILL with " + word.text());
    }
    MathValue.Series filler = inputs.asSeries(argument(arguments, 1, inputs));
    if (filled instanceof MathValue.Group group) {
      return new MathValue.Group(
          group.members().stream().map(member -> fill(member, filler)).toList());
    }
    return fill(inputs.asSeries(filled), filler);
  }

  private static MathValue.Series fill(MathValue.Series series, MathValue.Series filler) {
    return MathValue.Series.of(
        series.periods(), period -> series.missing(period) ? filler.at(period) : series.at(period));
  }

  /** A period without a condition is dropped; a true one without a value counts as 0. */
  private MathValue choose(List<MathExpression> arguments, MathInputs inputs) {
    MathValue condition = argument(arguments, 0, inputs);
    MathValue.Series yes = inputs.asSeries(argument(arguments, 1, inputs));
    MathValue.Series no =
        arguments.size() > 2
            ? inputs.asSeries(argument(arguments, 2, inputs))
            : MathValue.Series.of(yes.periods(), period -> Double.NaN);
    if (condition instanceof MathValue.Scalar scalar) {
      return scalar.value() != 0 ? yes : no;
    }
    MathValue.Series tests = inputs.asSeries(condition);
    return MathValue.Series.of(
        tests.periods(),
        period -> {
          if (tests.missing(period)) {
            return Double.NaN;
          }
          if (tests.at(period) == 0) {
            return no.at(period);
          }
          return yes.missing(period) ? 0 : yes.at(period);
        });
  }
}
