// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** A parsed expression of CloudWatch's metric math. */
sealed interface MathExpression {

  /** Its value by those of its inputs; throws {@link UnsupportedException} where it has none. */
  MathValue evaluate(MathInputs inputs);

  /** A number as written. */
  record Literal(double value) implements MathExpression {

    @Override
    public MathValue evaluate(MathInputs inputs) {
      return new MathValue.Scalar(value);
    }
  }

  /** A metric, or another expression, by its id. */
  record Reference(String id) implements MathExpression {

    @Override
    public MathValue evaluate(MathInputs inputs) {
      return inputs.value(id);
    }
  }

  /** Several in brackets. */
  record Brackets(List<MathExpression> members) implements MathExpression {

    @Override
    public MathValue evaluate(MathInputs inputs) {
      return new MathValue.Group(
          members.stream()
              .map(member -> member.evaluate(inputs))
              .flatMap(
                  value ->
                      value instanceof MathValue.Group group
                          ? group.members().stream()
                          : java.util.stream.Stream.of(inputs.asSeries(value)))
              .toList());
    }
  }

  /** An operator between two. */
  record Binary(Operator operator, MathExpression left, MathExpression right)
      implements MathExpression {

    @Override
    public MathValue evaluate(MathInputs inputs) {
      return MathValue.combine(left.evaluate(inputs), right.evaluate(inputs), operator);
    }
  }

  /** A minus sign before one. */
  record Negation(MathExpression operand) implements MathExpression {

    @Override
    public MathValue evaluate(MathInputs inputs) {
      return MathValue.map(operand.evaluate(inputs), value -> -value);
    }
  }

  /** A function of some. */
  record Call(MathFunction function, List<MathExpression> arguments) implements MathExpression {

    @Override
    public MathValue evaluate(MathInputs inputs) {
      return function.apply(arguments, inputs);
    }
  }

  /** A bare word or text, which a few functions take. */
  record Word(String text) implements MathExpression {

    @Override
    public MathValue evaluate(MathInputs inputs) {
      throw new UnsupportedException("the word " + text + " in this place");
    }
  }

  /** The operators; comparisons come to 1 or 0, and a division by 0 to nothing. */
  enum Operator implements DoubleBinaryOperator {
    OR(1),
    AND(2),
    EQUAL(3),
    NOT_EQUAL(3),
    LESS(3),
    LESS_OR_EQUAL(3),
    GREATER(3),
    GREATER_OR_EQUAL(3),
    PLUS(4),
    MINUS(4),
    TIMES(5),
    DIVIDED_BY(5),
    POWER(6);

    private final int binding;

    Operator(int binding) {
      this.binding = binding;
    }

    int binding() {
      return binding;
    }

    @Override
    public double applyAsDouble(double left, double right) {
      return switch (this) {
        case OR -> truth(left != 0 || right != 0);
        case AND -> truth(left != 0 && right != 0);
        case EQUAL -> truth(left == right);
        case NOT_EQUAL -> truth(left != right);
        case LESS -> truth(left < right);
        case LESS_OR_EQUAL -> truth(left <= right);
        case GREATER -> truth(left > right);
        case GREATER_OR_EQUAL -> truth(left >= right);
        case PLUS -> left + right;
        case MINUS -> left - right;
        case TIMES -> left * right;
        case DIVIDED_BY -> right == 0 ? Double.NaN : left / right;
        case POWER -> Math.pow(left, right);
      };
    }

    private static double truth(boolean value) {
      return value ? 1 : 0;
    }
  }
}
