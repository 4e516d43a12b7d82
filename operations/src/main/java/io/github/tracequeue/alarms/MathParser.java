// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import io.github.tracequeue.alarms.MathExpression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses metric math by the strength of its operators. */
final class MathParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\\d+(?:\\.\\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|[\"']([^\"']*)[\"']"
              + "|(==|!=|<=|>=|&&|\\|\\||[-+*/^<>(),\\[\\]]))\\s*");
  private static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          Map.entry("OR", Operator.OR),
          Map.entry("||", Operator.OR),
          Map.entry("AND", Operator.AND),
          Map.entry("&&", Operator.AND),
          Map.entry("==", Operator.EQUAL),
          Map.entry("!=", Operator.NOT_EQUAL),
          Map.entry("<", Operator.LESS),
          Map.entry("<=", Operator.LESS_OR_EQUAL),
          Map.entry(">", Operator.GREATER),
          Map.entry(">=", Operator.GREATER_OR_EQUAL),
          Map.entry("+", Operator.PLUS),
          Map.entry("-", Operator.MINUS),
          Map.entry("*", Operator.TIMES),
          Map.entry("/", Operator.DIVIDED_BY),
          Map.entry("^", Operator.POWER));

  private final String source;
  private final List<Token> tokens;
  private int next;

  private MathParser(String source) {
    this.source = source;
    this.tokens = tokens(source);
  }

  /** The expression; throws {@link UnsupportedException} for what is not understood. */
  static MathExpression parse(String source) {
    MathParser parser = new MathParser(source);
    MathExpression expression = parser.expression(0);
    if (parser.next < parser.tokens.size()) {
      throw parser.misunderstood();
    }
    return expression;
  }

  private MathExpression expression(int weakest) {
    MathExpression left = operand();
    while (true) {
      Operator operator = OPERATORS.get(peek());
      if (operator == null || operator.binding() <= weakest) {
        return left;
      }
      next++;
      left = new MathExpression.Binary(operator, left, expression(operator.binding()));
    }
  }

  private MathExpression operand() {
    Token token = take();
    return switch (token.kind()) {
      case NUMBER -> new MathExpression.Literal(Double.parseDouble(token.text()));
      case TEXT -> new MathExpression.Word(token.text());
      case NAME -> named(token.text());
      case SIGN -> signed(token.text());
    };
  }

  private MathExpression named(String name) {
    if (peek().equals("(")) {
      next++;
      return new MathExpression.Call(MathFunction.named(name), list(")"));
    }
    // An id begins in lower case; what does not is a word such as REPEAT.
    return Character.isLowerCase(name.charAt(0))
        ? new MathExpression.Reference(name)
        : new MathExpression.Word(name);
  }

  private MathExpression signed(String sign) {
    return switch (sign) {
      case "-" -> new MathExpression.Negation(expression(Operator.TIMES.binding()));
      case "[" -> new MathExpression.Brackets(list("]"));
      case "(" -> {
        MathExpression inner = expression(0);
        if (!take().text().equals(")")) {
          throw misunderstood();
        }
        yield inner;
      }
      default -> throw misunderstood();
    };
  }

  private List<MathExpression> list(String end) {
    List<MathExpression> members = new ArrayList<>();
    while (!peek().equals(end)) {
      members.add(expression(0));
      if (peek().equals(",")) {
        next++;
      } else if (!peek().equals(end)) {
        throw misunderstood();
      }
    }
    next++;
    return members;
  }

  /** The next sign or name; empty where there is none. */
  private String peek() {
    return next >= tokens.size() || tokens.get(next).kind() == Token.Kind.TEXT
        ? ""
        : tokens.get(next).text();
  }

  private Token take() {
    if (next >= tokens.size()) {
      throw misunderstood();
    }
    return tokens.get(next++);
  }

  private UnsupportedException misunderstood() {
    return new UnsupportedException("the expression " + source);
  }

  private static List<Token> tokens(String source) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(source);
    int end = 0;
    while (end < source.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new UnsupportedException("the expression " + source);
      }
      tokens.add(Token.of(matcher));
      end = matcher.end();
    }
    return tokens;
  }

  private record Token(Kind kind, String text) {

    static Token of(Matcher matcher) {
      if (matcher.group(1) != null) {
        return new Token(Kind.NUMBER, matcher.group(1));
      }
      if (matcher.group(2) != null) {
        return new Token(Kind.NAME, matcher.group(2));
      }
      if (matcher.group(3) != null) {
        return new Token(Kind.TEXT, matcher.group(3));
      }
      return new Token(Kind.SIGN, matcher.group(4));
    }

    enum Kind {
      NUMBER,
      NAME,
      TEXT,
      SIGN
    }
  }
}
