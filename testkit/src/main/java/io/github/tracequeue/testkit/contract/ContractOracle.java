// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import io.github.tracequeue.testkit.contract.JsonValue.DuplicateNameException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says about a body: its schema decides which values are valid, its README which
 * of the others are repaired and how. It shares no code with the parser.
 */
public final class ContractOracle {

  private static final int MAX_WRAPPERS = 4;

  private final EventOracle events = new EventOracle();

  /** The message that brings a body: the queue's id of it, and when it was sent. */
  public record Sent(String id, Instant at) {}

  /** A verdict: a message or an event is rejected. */
  public record Rejected(String reason, String field) {}

  /**
   * The verdicts on a body: for each event {@link Rejected} or {@link StoredFields}, or a {@link
   * Rejected} for the whole message, alone. Empty for a body with a name twice, which a tree cannot
   * hold.
   */
  public Optional<List<Object>> judge(String body, Sent message) {
    try {
      return Optional.of(judge(body, message, 0));
    } catch (DuplicateNameException e) {
      return Optional.empty();
    }
  }

  /** Whether a body is JSON without a name twice. */
  public static boolean isTree(String body) {
    try {
      JsonValue.parse(body);
      return true;
    } catch (IOException | DuplicateNameException e) {
      return false;
    }
  }

  private List<Object> judge(String body, Sent message, int wrappers)
      throws DuplicateNameException {
    if (wrappers > MAX_WRAPPERS) {
      return whole("too_deep", "");
    }
    if (body.isBlank()) {
      return whole("empty_body", "");
    }
    try {
      Object value = JsonValue.parse(body.startsWith("\uFEFF") ? body.substring(1) : body);
      return judgeValue(value, message, wrappers);
    } catch (IOException e) {
      boolean isTooDeep = String.valueOf(e.getMessage()).contains("nesting depth");
      return whole(isTooDeep ? "too_deep" : "not_json", "");
    }
  }

  private List<Object> judgeValue(@Nullable Object value, Sent message, int wrappers)
      throws DuplicateNameException {
    if (wrappers > MAX_WRAPPERS) {
      return whole("too_deep", "");
    }
    if (value instanceof String inner) {
      return judge(inner, message, wrappers + 1);
    }
    if (value instanceof List<?> list) {
      return judgeEvents(list, message);
    }
    if (!(value instanceof Map<?, ?> object)) {
      return whole("not_an_object", "");
    }
    if (!object.containsKey("events")) {
      return judgeObject(object, message, wrappers);
    }
    if (!isVersion1(object.get("v"))) {
      return whole("unsupported_version", "v");
    }
    return object.get("events") instanceof List<?> list
        ? judgeEvents(list, message)
        : whole("wrong_type", "events");
  }

  private List<Object> judgeObject(Map<?, ?> object, Sent message, int wrappers)
      throws DuplicateNameException {
    Object verdict =
        isVersion1(object.get("v"))
            ? events.judge(object, 0, message)
            : new Rejected("unsupported_version", "v");
    if (verdict instanceof Rejected) {
      if ("Notification".equals(object.get("Type"))
          && object.get("Message") instanceof String inner) {
        return judge(inner, message, wrappers + 1);
      }
      if (object.containsKey("detail-type") && object.containsKey("detail")) {
        Object detail = object.get("detail");
        return detail instanceof String text
            ? judge(text, message, wrappers + 1)
            : judgeValue(detail, message, wrappers + 1);
      }
    }
    return List.of(verdict);
  }

  private List<Object> judgeEvents(List<?> list, Sent message) {
    List<Object> verdicts = new ArrayList<>();
    for (Object event : list) {
      verdicts.add(
          event instanceof Map<?, ?> object
              ? events.judge(object, verdicts.size(), message)
              : new Rejected("not_an_object", ""));
    }
    return verdicts;
  }

  private static boolean isVersion1(@Nullable Object version) {
    Optional<BigDecimal> number = OracleRepairs.number(version);
    return version == null || (number.isPresent() && number.get().compareTo(BigDecimal.ONE) == 0);
  }

  private static List<Object> whole(String reason, String field) {
    return List.of(new Rejected(reason, field));
  }
}
