// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static io.github.tracequeue.infra.app.AlarmInvariants.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides calls by the statements of a policy as IAM does: a deny wins, and what nothing allows is
 * denied. Resources are named by the start of their logical ids.
 */
final class PolicySimulation {
  private final List<JsonNode> statements;

  private PolicySimulation(Stream<JsonNode> statements) {
    this.statements = statements.toList();
  }

  static PolicySimulation ofRole(Template template, String idPrefix) {
    return new PolicySimulation(
        elements(
            template.starting("AWS::IAM::Policy", idPrefix).property("/PolicyDocument/Statement")));
  }

  static PolicySimulation ofManagedPolicy(Template template, String idPrefix) {
    return new PolicySimulation(
        elements(
            template
                .starting("AWS::IAM::ManagedPolicy", idPrefix)
                .property("/PolicyDocument/Statement")));
  }

  /** The statements of a topic's policy that concern a service. */
  static PolicySimulation ofTopic(Template template, String idPrefix, String service) {
    return new PolicySimulation(
        elements(
                template
                    .starting("AWS::SNS::TopicPolicy", idPrefix)
                    .property("/PolicyDocument/Statement"))
            .filter(
                statement ->
                    statement.path("Principal").asText().equals("*")
                        || statement.at("/Principal/Service").asText().equals(service)));
  }

  boolean allows(String action, String resource, Map<String, String> context) {
    return statements.stream().noneMatch(it -> decides(it, "Deny", action, resource, context))
        && statements.stream().anyMatch(it -> decides(it, "Allow", action, resource, context));
  }

  /** Whether an action on a table that the template names, or on what is below it, is allowed. */
  boolean allowsOnTable(String action, String table) {
    return statements.stream()
        .filter(it -> it.path("Effect").asText().equals("Allow"))
        .filter(it -> elements(it.path("Action")).anyMatch(each -> matches(each.asText(), action)))
        .flatMap(it -> elements(it.path("Resource")))
        .map(it -> it.at("/Fn::Join/1"))
        .map(parts -> parts.path(parts.size() - 1).asText(""))
        .anyMatch(end -> end.endsWith(":table/" + table));
  }

  private static boolean decides(
      JsonNode statement,
      String effect,
      String action,
      String resource,
      Map<String, String> context) {
    return statement.path("Effect").asText().equals(effect)
        && elements(statement.path("Action")).anyMatch(it -> matches(it.asText(), action))
        && elements(statement.path("Resource")).anyMatch(it -> means(it, resource))
        && statement.path("Condition").properties().stream()
            .allMatch(condition -> holds(condition.getKey(), condition.getValue(), context));
  }

  /** A reference means its resource, and a join of one and a suffix what is below it. */
  private static boolean means(JsonNode value, String resource) {
    if (value.isTextual()) {
      return matches(value.asText(), resource);
    }
    JsonNode parts = value.at("/Fn::Join/1");
    String suffix = parts.path(parts.size() - 1).asText("");
    String owner = resource.contains("/") ? resource.substring(0, resource.indexOf('/')) : resource;
    String rest = resource.substring(owner.length());
    String id =
        Stream.of(
                value.at("/Fn::GetAtt/0"),
                value.at("/Ref"),
                parts.at("/0/Fn::GetAtt/0"),
                parts.at("/0/Ref"))
            .map(node -> node.asText(""))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    return Pattern.matches(Pattern.quote(owner) + "(Policy|DefaultPolicy)?[0-9A-F]{8}", id)
        && rest.equals(suffix);
  }

  private static boolean holds(String operator, JsonNode tests, Map<String, String> context) {
    return switch (operator) {
      case "StringEquals", "Bool" ->
          tests.properties().stream()
              .allMatch(test -> expected(test.getValue()).equals(context.get(test.getKey())));
      case "ForAllValues:StringLike" ->
          tests.properties().stream()
              .allMatch(
                  test ->
                      elements(test.getValue())
                          .anyMatch(
                              it -> matches(it.asText(), context.getOrDefault(test.getKey(), ""))));
      default -> throw new AssertionError("this simulation does not know " + operator);
    };
  }

  private static String expected(JsonNode value) {
    return value.path("Ref").asText().equals("AWS::AccountId") ? "123456789012" : value.asText();
  }

  private static boolean matches(String pattern, String text) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    return Pattern.matches(regex, text);
  }
}
