// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** An alarm of a template: one that can be evaluated here, or one that says why it cannot. */
public sealed interface Alarm {

  /** Its name and what it tells a person. */
  Title title();

  /** The agent whose metrics it looks at; empty for one of the pipeline or of all agents. */
  default Optional<String> agent() {
    return this instanceof OnMetrics onMetrics ? onMetrics.signal().agent() : Optional.empty();
  }

  /**
   * What people see of an alarm.
   *
   * @param name the alarm's name, or its id in the template if it has none
   * @param description may be empty
   */
  record Title(String name, String description) {}

  /** An alarm on metrics. */
  record OnMetrics(Title title, AlarmSignal signal, Criterion criterion, Timing timing)
      implements Alarm {}

  /** An alarm on the states of other alarms. */
  record Composite(Title title, CompositeRule rule) implements Alarm {}

  /**
   * An alarm that is not evaluated here.
   *
   * @param reason what of it is not supported
   */
  record Unsupported(Title title, String reason) implements Alarm {}

  /** When a number breaches. */
  record Criterion(Comparison comparison, double threshold, StateRule rule) {

    /** As in "fires above 5, in 2 of 3". */
    public String words() {
      return String.format(
          Locale.ROOT,
          "fires %s %s, in %d of %d",
          comparison.words(),
          RehearsalText.number(threshold),
          rule.breaching(),
          rule.periods());
    }

    StateRule.Point judge(double value) {
      if (Double.isNaN(value)) {
        return StateRule.Point.MISSING;
      }
      return comparison.breaches(value, threshold)
          ? StateRule.Point.BREACHING
          : StateRule.Point.FINE;
    }
  }

  /**
   * When and over what it is evaluated.
   *
   * @param warmUp how long after its creation it stays without a state; zero for not at all
   * @param wholeWarmUp whether it does so although it has the data of a whole window
   * @param keepsStateOnFewSamples whether a percentile of few values changes nothing
   */
  record Timing(
      EvaluationWindow window,
      Duration warmUp,
      boolean wholeWarmUp,
      boolean keepsStateOnFewSamples) {}

  /** How a number is compared with the threshold. */
  enum Comparison {
    GREATER("GreaterThanThreshold", "above"),
    GREATER_OR_EQUAL("GreaterThanOrEqualToThreshold", "at or above"),
    LESS("LessThanThreshold", "below"),
    LESS_OR_EQUAL("LessThanOrEqualToThreshold", "at or below");

    private final String operator;
    private final String words;

    Comparison(String operator, String words) {
      this.operator = operator;
      this.words = words;
    }

    static Comparison named(String operator) {
      for (Comparison comparison : values()) {
        if (comparison.operator.equals(operator)) {
          return comparison;
        }
      }
      throw new UnsupportedException("the comparison " + operator);
    }

    /** As in "fires above 5". */
    public String words() {
      return words;
    }

    /** Whether more is worse. */
    public boolean upward() {
      return this == GREATER || this == GREATER_OR_EQUAL;
    }

    boolean breaches(double value, double threshold) {
      return switch (this) {
        case GREATER -> value > threshold;
        case GREATER_OR_EQUAL -> value >= threshold;
        case LESS -> value < threshold;
        case LESS_OR_EQUAL -> value <= threshold;
      };
    }
  }
}
