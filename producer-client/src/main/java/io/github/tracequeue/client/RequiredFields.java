// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields without which the consumer rejects an event. It repairs or drops all others, so the
 * client sends those unchanged.
 */
final class RequiredFields {
  static final long MAX_TOKENS = 1_000_000_000;

  private RequiredFields() {}

  /** The problem of a call, with the field's name in the contract; null if there is none. */
  static @Nullable String problemOfCall(Map<EventField, Object> values) {
    String problem = identifier(EventField.AGENT_SLUG, values);
    if (problem == null) {
      problem = label(EventField.MODEL, values);
    }
    if (problem == null) {
      problem = tokens(EventField.INPUT_TOKENS, values);
    }
    return problem == null ? tokens(EventField.OUTPUT_TOKENS, values) : problem;
  }

  /** The problem of a run; null if there is none. */
  static @Nullable String problemOfRun(Map<EventField, Object> values) {
    String problem = identifier(EventField.RUN_ID, values);
    if (problem == null) {
      problem = identifier(EventField.AGENT_SLUG, values);
    }
    boolean hasStatus = values.containsKey(EventField.STATUS);
    return problem == null && !hasStatus ? EventField.STATUS.label() + " is missing" : problem;
  }

  private static @Nullable String identifier(EventField field, Map<EventField, Object> values) {
    String text = (String) values.get(field);
    if (text == null || text.isEmpty()) {
      return field.label() + " is missing";
    }
    boolean canBeRepaired = text.chars().anyMatch(RequiredFields::isLetterOrDigit);
    return canBeRepaired ? null : field.label() + " has no ASCII letter or digit";
  }

  private static @Nullable String label(EventField field, Map<EventField, Object> values) {
    String text = (String) values.get(field);
    boolean isBlank = text == null || text.chars().allMatch(c -> c <= ' ' || c == 0x7f);
    return isBlank ? field.label() + " is missing" : null;
  }

  private static @Nullable String tokens(EventField field, Map<EventField, Object> values) {
    Long tokens = (Long) values.get(field);
    if (tokens == null) {
      return field.label() + " is missing";
    }
    return tokens < 0 || tokens > MAX_TOKENS
        ? field.label() + " must be from 0 to " + MAX_TOKENS + ", but is " + tokens
        : null;
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
