// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing.lists;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
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

  MatchClause(JsonNode clause) {
    this.clause = clause;
  }

  /** Whether the clause matches the name. */
  boolean matches(String name) {
    return matches(clause, name);
  }

  /** The names in the clause that it matches. */
  Set<String> names() {
    Set<String> literals = new LinkedHashSet<>();
    collectLiterals(clause, literals);
    literals.removeIf(name -> name.isBlank() || !matches(name));
    return literals;
  }

  private static boolean matches(JsonNode clause, String name) {
    return clause.properties().stream()
        .allMatch(
            test -> {
              String text = test.getValue().asText();
              return switch (test.getKey()) {
                case "equals" -> name.equals(text);
                case "starts_with" -> name.startsWith(text);
                case "ends_with" -> name.endsWith(text);
                case "contains" -> name.contains(text);
                case "regex" -> Pattern.compile(text).matcher(name).find();
                case "or" -> children(test.getValue()).anyMatch(child -> matches(child, name));
                case "and" -> children(test.getValue()).allMatch(child -> matches(child, name));
                default ->
                    throw new IllegalArgumentException("unknown match clause " + test.getKey());
              };
            });
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

  private static java.util.stream.Stream<JsonNode> children(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
