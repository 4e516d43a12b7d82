// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tracequeue.testkit.contract.ContractOracle.Rejected;
import io.github.tracequeue.testkit.contract.ContractOracle.Sent;
import io.github.tracequeue.testkit.contract.OracleField.Result;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the contract says about one event. */
final class EventOracle {

  private static final Map<String, String> CALL_STATUS =
      Map.of("success", "ok", "succeeded", "ok", "failure", "error", "failed", "error");
  private static final Map<String, String> RUN_STATUS =
      Map.of("success", "succeeded", "ok", "succeeded", "failure", "failed", "error", "failed");
  private static final List<String> CACHED =
      List.of("cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens");

  private final Map<String, OracleField> callFields = fields("llm_trace");
  private final Map<String, OracleField> runFields = fields("run");

  /** A {@link Rejected}, or the {@link StoredFields} of an event at a place of its message. */
  Object judge(Map<?, ?> event, int position, Sent message) {
    Object sentType = event.get("type");
    String type =
        sentType == null ? "" : OracleRepairs.text(sentType).map(EventOracle::word).orElse("?");
    if (!Set.of("", "run", "llm_trace").contains(type)) {
      return new Rejected("unknown_type", "type");
    }
    boolean isRun = type.equals("run");
    Map<String, Object> values = new TreeMap<>();
    Set<String> repaired = new TreeSet<>();
    if (sentType != null && (!sentType.equals(type) || type.isEmpty())) {
      repaired.add("type");
    }
    values.put("type", isRun ? "run" : "llm_trace");
    Map<String, OracleField> fields = isRun ? runFields : callFields;
    fields.forEach(
        (name, field) -> {
          Object value = event.get(name);
          if (value != null) {
            read(name, field, value, isRun, values, repaired);
          }
        });
    for (String required : ContractSchema.names(isRun ? "run" : "llm_trace", "required")) {
      if (!values.containsKey(required)) {
        OracleField field = Objects.requireNonNull(fields.get(required));
        return new Rejected(reason(field, event.get(required)), required);
      }
    }
    if (isRun) {
      repairTimes(values, repaired);
    } else {
      repairCall(values, repaired);
    }
    addIdAndTime(values, position, message);
    if (!isRun) {
      leaveOutWhatIsNotStored(values);
    }
    return new StoredFields(values, repaired);
  }

  private static Map<String, OracleField> fields(String definition) {
    Map<String, OracleField> fields = new LinkedHashMap<>();
    for (String part : List.of("event", definition)) {
      for (String name : ContractSchema.names(part, "properties")) {
        fields.put(name, OracleField.at("/$defs/" + part + "/properties/" + name));
      }
    }
    fields.remove("type");
    return fields;
  }

  private static String word(String text) {
    return OracleRepairs.lower(OracleRepairs.trim(text));
  }

  private static void read(
      String name,
      OracleField field,
      Object sent,
      boolean isRun,
      Map<String, Object> values,
      Set<String> repaired) {
    Object value = sent;
    if (name.equals("status")) {
      Map<String, String> others = isRun ? RUN_STATUS : CALL_STATUS;
      String other = others.get(OracleRepairs.text(sent).map(EventOracle::word).orElse(""));
      if (other != null) {
        repaired.add(name);
        value = other;
      }
    }
    Result result = field.read(value);
    result.stored().ifPresent(stored -> values.put(name, stored));
    if (result.repaired()) {
      repaired.add(name);
    }
  }

  /** Why a required field has no value. */
  private static String reason(OracleField field, @Nullable Object value) {
    boolean isEmpty = value instanceof String text && OracleRepairs.trim(text).isEmpty();
    if (value == null || isEmpty) {
      return "missing_field";
    }
    if (field.repair().equals("whole")) {
      return OracleRepairs.number(value).isPresent() ? "out_of_range" : "wrong_type";
    }
    if (OracleRepairs.text(value).isEmpty()) {
      return "wrong_type";
    }
    return field.repair().equals("word") ? "bad_value" : "bad_format";
  }

  private static void repairTimes(Map<String, Object> values, Set<String> repaired) {
    String start = (String) values.getOrDefault("started_at", "");
    String end = (String) values.getOrDefault("ended_at", "9");
    if (end.compareTo(start) < 0) {
      values.remove("ended_at");
      repaired.add("ended_at");
    }
    cut(values, "summary");
  }

  private static void repairCall(Map<String, Object> values, Set<String> repaired) {
    if (!values.containsKey("status")) {
      values.put("status", values.containsKey("error_type") ? "error" : "ok");
    }
    if (values.get("status").equals("ok")) {
      values.remove("error_message");
    }
    cut(values, "error_message");
    cut(values, "decision_summary");
    repairTokens(values, repaired);
    long tokens = number(values, "input_tokens") + number(values, "output_tokens") + cached(values);
    if (values.get("cost_usd") instanceof BigDecimal cost && cost.signum() == 0 && tokens > 0) {
      values.remove("cost_usd");
      repaired.add("cost_usd");
    }
    Object preview = values.remove("prompt_preview");
    if (preview != null && values.containsKey("prompt_hash")) {
      repaired.add(preview.equals("") ? "prompt_preview" : "prompt_hash");
      preview = preview.equals("") ? null : preview;
    }
    if (preview != null) {
      values.put("prompt_hash", OracleRepairs.hash(preview.toString()));
    }
  }

  private static void repairTokens(Map<String, Object> values, Set<String> repaired) {
    String model = OracleRepairs.lower((String) values.getOrDefault("model", ""));
    String provider = (String) values.getOrDefault("provider", "");
    long reasoning = number(values, "reasoning_tokens");
    boolean isBeside =
        switch (provider) {
          case "" -> model.startsWith("grok") || model.startsWith("gemini");
          case "gcp.vertex_ai" -> model.contains("gemini");
          default -> Set.of("x_ai", "gcp.gemini").contains(provider);
        };
    if (reasoning > number(values, "output_tokens") && isBeside) {
      values.put("output_tokens", number(values, "output_tokens") + reasoning);
      repaired.add("output_tokens");
    }
    atMost(values, "reasoning_tokens", "output_tokens", repaired);
    atMost(values, "input_audio_tokens", "input_tokens", repaired);
    atMost(values, "output_audio_tokens", "output_tokens", repaired);
    atMost(values, "cache_read_audio_tokens", "cache_read_tokens", repaired);
    boolean isSent = values.containsKey("usage_convention");
    boolean isExclusive =
        switch (provider) {
          case "" -> model.matches("(?s).*(claude|anthropic|bedrock).*");
          case "gcp.vertex_ai", "azure.ai.inference" -> model.contains("claude");
          default -> Set.of("anthropic", "aws.bedrock").contains(provider);
        };
    values.putIfAbsent("usage_convention", isExclusive ? "exclusive" : "inclusive");
    boolean isInclusive = values.get("usage_convention").equals("inclusive");
    if (isInclusive && cached(values) > number(values, "input_tokens")) {
      values.put("usage_convention", "exclusive");
      if (isSent) {
        repaired.add("usage_convention");
      }
    }
    if (values.get("usage_convention").equals("inclusive")) {
      long audio = number(values, "input_audio_tokens");
      long least = number(values, "cache_read_audio_tokens");
      long most = least + number(values, "input_tokens") - cached(values);
      if (audio < least || audio > most) {
        values.put("input_audio_tokens", audio < least ? least : most);
        repaired.add("input_audio_tokens");
      }
    }
    if (!isSent && cached(values) > 0) {
      values.put("usage_inferred", true);
    }
  }

  private static void atMost(
      Map<String, Object> values, String name, String limit, Set<String> repaired) {
    if (number(values, name) > number(values, limit)) {
      values.put(name, number(values, limit));
      repaired.add(name);
    }
  }

  private static long cached(Map<String, Object> values) {
    return CACHED.stream().mapToLong(name -> number(values, name)).sum();
  }

  private static long number(Map<String, Object> values, String name) {
    return (long) values.getOrDefault(name, 0L);
  }

  private static void cut(Map<String, Object> values, String name) {
    values.computeIfPresent(name, (key, text) -> OracleRepairs.start(text.toString(), 300));
  }

  private static void addIdAndTime(Map<String, Object> values, int position, Sent message) {
    String derived = message.id() + '#' + position;
    values.putIfAbsent("event_id", UUID.nameUUIDFromBytes(derived.getBytes(UTF_8)).toString());
    values.computeIfPresent("event_id", (name, id) -> OracleRepairs.lower(id.toString()));
    values.putIfAbsent(
        "timestamp",
        OracleRepairs.milliseconds(message.at().minusMillis(number(values, "latency_ms"))));
  }

  /** False, empty objects, and zero of an optional count. */
  private static void leaveOutWhatIsNotStored(Map<String, Object> values) {
    values
        .entrySet()
        .removeIf(
            field ->
                switch (field.getKey()) {
                  case "input_tokens", "output_tokens", "time_to_first_token_ms" -> false;
                  default -> List.of(false, 0L, Map.of()).contains(field.getValue());
                });
  }
}
