// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rule of a composite alarm: states of alarms joined by AND, OR and NOT. */
sealed interface CompositeRule {

  boolean holds(Function<String, AlarmState> states);

  /** One alarm is in one state. */
  record Is(AlarmState state, String alarm) implements CompositeRule {

    @Override
    public boolean holds(Function<String, AlarmState> states) {
      return states.apply(alarm) == state;
    }
  }

  /** Each of some holds. */
  record All(List<CompositeRule> rules) implements CompositeRule {

    @Override
    public boolean holds(Function<String, AlarmState> states) {
      return rules.stream().allMatch(rule -> rule.holds(states));
    }
  }

  /** One of some holds. */
  record Any(List<CompositeRule> rules) implements CompositeRule {

    @Override
    public boolean holds(Function<String, AlarmState> states) {
      return rules.stream().anyMatch(rule -> rule.holds(states));
    }
  }

  /** The opposite holds. */
  record Not(CompositeRule rule) implements CompositeRule {

    @Override
    public boolean holds(Function<String, AlarmState> states) {
      return !rule.holds(states);
    }
  }

  /** Always, or never. */
  record Constant(boolean value) implements CompositeRule {

    @Override
    public boolean holds(Function<String, AlarmState> states) {
      return value;
    }
  }

  /** The rule; throws {@link UnsupportedException} for what is not understood. */
  static CompositeRule parse(String source) {
    return new Parser(source).whole();
  }

  /** A recursive descent parser; OR binds weaker than AND. */
  final class Parser {
    private static final Pattern TOKEN =
        Pattern.compile(
            "\\s*(?:(?<state>ALARM|OK|INSUFFICIENT_DATA)\\s*\\(\\s*\"?(?<alarm>[^\")]+?)\"?\\s*\\)"
                + "|(?<word>AND|OR|NOT|TRUE|FALSE|\\(|\\)))\\s*");

    private final String source;
    private final Matcher token;
    private boolean more;

    Parser(String source) {
      this.source = source;
      token = TOKEN.matcher(source);
      advance(0);
    }

    CompositeRule whole() {
      CompositeRule rule = any();
      if (more) {
        throw misunderstood();
      }
      return rule;
    }

    private CompositeRule any() {
      List<CompositeRule> rules = new java.util.ArrayList<>(List.of(all()));
      while (word("OR")) {
        rules.add(all());
      }
      return rules.size() == 1 ? rules.get(0) : new Any(rules);
    }

    private CompositeRule all() {
      List<CompositeRule> rules = new java.util.ArrayList<>(List.of(single()));
      while (word("AND")) {
        rules.add(single());
      }
      return rules.size() == 1 ? rules.get(0) : new All(rules);
    }

    private CompositeRule single() {
      if (word("NOT")) {
        return new Not(single());
      }
      if (word("TRUE")) {
        return new Constant(true);
      }
      if (word("FALSE")) {
        return new Constant(false);
      }
      if (word("(")) {
        CompositeRule inner = any();
        if (!word(")")) {
          throw misunderstood();
        }
        return inner;
      }
      if (!more || token.group("state") == null) {
        throw misunderstood();
      }
      CompositeRule is = new Is(AlarmState.valueOf(token.group("state")), token.group("alarm"));
      advance(token.end());
      return is;
    }

    private boolean word(String word) {
      boolean found = more && word.equals(token.group("word"));
      if (found) {
        advance(token.end());
      }
      return found;
    }

    private void advance(int from) {
      more = from < source.length();
      if (more && !(token.find(from) && token.start() == from)) {
        throw misunderstood();
      }
    }

    private UnsupportedException misunderstood() {
      return new UnsupportedException("the rule " + source);
    }
  }
}
