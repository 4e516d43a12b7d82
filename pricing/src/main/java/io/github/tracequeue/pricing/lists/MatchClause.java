// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing.lists;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A clause with which genai-prices matches a model's name: {@code equals}, {@code starts_with},
 * {@code ends_with}, {@code contains}, {@code regex}, {@code or}, {@code and}.
 *
 * <p>Price files contain only exact names, so that a model with a similar name never gets the price
 * of a known one. Only the names that a clause contains literally are used.
 */
final class MatchClause {

  private final JsonNode clause;
  private final Predicate<String> condition;

  /**
   * Reads a clause.
   *
   * @throws IllegalArgumentException if it has an unknown or invalid condition
   */
  MatchClause(JsonNode clause) {
    this.clause = clause;
    this.condition = all(clause.properties().stream().map(MatchClause::condition));
  }

  /** Whether the clause matches the name. */
  boolean matches(String name) {
    return condition.test(name);
  }

  /** The names in the clause that it matches. */
  Set<String> names() {
    Set<String> literals = new LinkedHashSet<>();
    collectLiterals(clause, literals);
    literals.removeIf(name -> name.isBlank() || !matches(name));
    return literals;
  }

  private static Predicate<String> condition(Map.Entry<String, JsonNode> test) {
    String text = test.getValue().asText();
    return switch (test.getKey()) {
      case "equals" -> text::equals;
      case "starts_with" -> name -> name.startsWith(text);
      case "ends_with" -> name -> name.endsWith(text);
      case "contains" -> name -> name.contains(text);
      case "regex" -> Pattern.compile(text).asPredicate();
      case "or" -> conditions(test.getValue()).reduce(name -> false, Predicate::or);
      case "and" -> all(conditions(test.getValue()));
      default -> throw new IllegalArgumentException("unknown match clause " + test.getKey());
    };
  }

  private static Stream<Predicate<String>> conditions(JsonNode clauses) {
    return children(clauses).map(clause -> new MatchClause(clause).condition);
  }

  private static Predicate<String> all(Stream<Predicate<String>> conditions) {
    return conditions.reduce(name -> true, Predicate::and);
  }

  private static void collectLiterals(JsonNode clause, Set<String> literals) {
    clause
        .properties()
        .forEach(
            test -> {
              switch (test.getKey()) {
                case "or", "and" ->
                    children(test.getValue()).forEach(child -> collectLiterals(child, literals));
                case "equals", "starts_with" -> literals.add(test.getValue().asText());
                default -> {}
              }
            });
  }

  private static Stream<JsonNode> children(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
