// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Answers of the providers, complete and streamed. The text of each is {@code Go home.} */
public final class ProviderAnswers {
  private static final String MESSAGE =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"%s","stop_reason":"end_turn",
       "stop_sequence":null,"content":[{"type":"text","text":"Go home."}],"usage":%s}\
      """;
  private static final String CHAT =
      """
      {"id":"chatcmpl_1","object":"chat.completion","created":1700000000,"model":"%s","choices":[
       {"index":0,"finish_reason":"stop","logprobs":null,
        "message":{"role":"assistant","content":"Go home.","refusal":null}}],"usage":%s}\
      """;
  private static final String CHUNK =
      """
      {"id":"chatcmpl_1","object":"chat.completion.chunk","created":1700000000,"model":"%s",
       "choices":%s,"usage":%s}\
      """;
  private static final String RESPONSE =
      """
      {"id":"resp_1","object":"response","created_at":1700000000,"status":"completed",
       "model":"%s","output":[{"type":"message","id":"msg_1","status":"completed",
       "role":"assistant","content":[{"type":"output_text","text":"Go home.","annotations":[]}]}],
       "parallel_tool_calls":true,"tool_choice":"auto","tools":[],"error":null,
       "incomplete_details":null,"instructions":null,"metadata":{},"temperature":1,"top_p":1,
       "usage":%s}\
      """;
  private static final String GENERATED =
      """
      {"responseId":"gen_1","modelVersion":"%s","candidates":[{"index":0,"finishReason":"STOP",
       "content":{"role":"model","parts":[{"text":"Go home."}]}}],"usageMetadata":%s}\
      """;
  private static final String CONVERSED =
      """
      {"output":{"message":{"role":"assistant","content":[{"text":"Go home."}]}},
       "stopReason":"end_turn","metrics":{"latencyMs":12},"usage":%s}\
      """;

  private ProviderAnswers() {}

  /** Anthropic's Messages. */
  public static ProviderAnswer message(UsageVector vector) {
    return whole(vector, format(MESSAGE, vector.model(), vector.usage()));
  }

  /** Anthropic's Messages, streamed. */
  public static ProviderAnswer messageStream(UsageVector vector) {
    return ProviderAnswer.events(messageEvents(vector).toArray(String[]::new));
  }

  /** The events of Anthropic's stream: the first usage has no output yet, the last has it all. */
  public static List<String> messageEvents(UsageVector vector) {
    ObjectNode first = vector.usage().deepCopy();
    first.put("output_tokens", 1);
    ObjectNode start = object(format(MESSAGE, vector.model(), first));
    start.putArray("content");
    start.putNull("stop_reason");
    return List.of(
        "{\"type\":\"message_start\",\"message\":" + start + "}",
        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Go"
            + " home.\"}}",
        "{\"type\":\"content_block_stop\",\"index\":0}",
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":"
            + vector.usage()
            + "}",
        "{\"type\":\"message_stop\"}");
  }

  /** OpenAI's Chat Completions. */
  public static ProviderAnswer chat(UsageVector vector) {
    return whole(vector, format(CHAT, vector.model(), vector.usage()));
  }

  /** OpenAI's Chat Completions, streamed, with the usage in a separate chunk. */
  public static ProviderAnswer chatStream(UsageVector vector) {
    String text =
        "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Go"
            + " home.\"},\"finish_reason\":null}]";
    String stop = "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]";
    ObjectNode last = object(format(CHUNK, vector.model(), "[]", vector.usage()));
    JsonNode tier = vector.raw().path("service_tier");
    if (!tier.isMissingNode()) {
      last.set("service_tier", tier);
    }
    return ProviderAnswer.eventsThenDone(
        format(CHUNK, vector.model(), text, "null"),
        format(CHUNK, vector.model(), stop, "null"),
        last.toString());
  }

  /** OpenAI's Responses. */
  public static ProviderAnswer response(UsageVector vector) {
    return whole(vector, format(RESPONSE, vector.model(), vector.usage()));
  }

  /** OpenAI's Responses, streamed. */
  public static ProviderAnswer responseStream(UsageVector vector) {
    ObjectNode response = object(format(RESPONSE, vector.model(), vector.usage()));
    overlay(response, vector);
    return ProviderAnswer.events(
        "{\"type\":\"response.output_text.delta\",\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"Go"
            + " home.\",\"logprobs\":[],\"sequence_number\":1}",
        "{\"type\":\"response.completed\",\"sequence_number\":2,\"response\":" + response + "}");
  }

  /** Gemini's generateContent. */
  public static ProviderAnswer generated(UsageVector vector) {
    return whole(vector, format(GENERATED, vector.model(), vector.usage()));
  }

  /** Gemini's streamGenerateContent. */
  public static ProviderAnswer generatedStream(UsageVector vector) {
    return ProviderAnswer.events(
        format(GENERATED, vector.model(), "{\"promptTokenCount\":1}")
            .replace("\"finishReason\":\"STOP\",", ""),
        format(GENERATED, vector.model(), vector.usage()));
  }

  /** Bedrock's Converse. */
  public static ProviderAnswer conversed(UsageVector vector) {
    return whole(vector, format(CONVERSED, vector.usage()));
  }

  /** Bedrock's ConverseStream. */
  public static ProviderAnswer conversedStream(UsageVector vector) {
    ObjectNode metadata = object("{\"metrics\":{\"latencyMs\":12}}");
    metadata.set("usage", vector.usage());
    for (String outside : List.of("serviceTier", "performanceConfig")) {
      if (vector.raw().has(outside)) {
        metadata.set(outside, vector.raw().get(outside));
      }
    }
    return eventStream(
        event("messageStart", "{\"role\":\"assistant\"}"),
        event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Go home.\"}}"),
        event("contentBlockStop", "{\"contentBlockIndex\":0}"),
        event("messageStop", "{\"stopReason\":\"end_turn\"}"),
        event("metadata", metadata.toString()));
  }

  /** AWS's event stream of these messages. */
  public static ProviderAnswer eventStream(byte[]... messages) {
    var stream = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      stream.writeBytes(message);
    }
    return ProviderAnswer.bytes("application/vnd.amazon.eventstream", stream.toByteArray());
  }

  /** A message of AWS's event stream. */
  public static byte[] event(String type, String payload) {
    return message(Map.of(":message-type", "event", ":event-type", type), payload);
  }

  /** An exception in AWS's event stream. */
  public static byte[] exception(String type) {
    return message(
        Map.of(":message-type", "exception", ":exception-type", type), "{\"message\":\"no\"}");
  }

  private static byte[] message(Map<String, String> headers, String payload) {
    Map<String, HeaderValue> all = new LinkedHashMap<>();
    headers.forEach((name, value) -> all.put(name, HeaderValue.fromString(value)));
    all.put(":content-type", HeaderValue.fromString("application/json"));
    var bytes = new ByteArrayOutputStream();
    new Message(all, payload.getBytes(StandardCharsets.UTF_8)).encode(bytes);
    return bytes.toByteArray();
  }

  /** The answer with the vector's usage, and with its other fields of a response. */
  private static ProviderAnswer whole(UsageVector vector, String body) {
    ObjectNode answer = object(body);
    overlay(answer, vector);
    return ProviderAnswer.json(answer.toString());
  }

  /** Adds the vector's other fields, and keeps the text of the answer. */
  private static void overlay(ObjectNode answer, UsageVector vector) {
    JsonNode wrapped = vector.raw().path("response");
    JsonNode raw = wrapped.isObject() ? wrapped : vector.raw();
    if (vector.isUsageOnly()) {
      return;
    }
    raw.properties()
        .forEach(
            field -> {
              JsonNode own = answer.get(field.getKey());
              if (own instanceof ArrayNode items && field.getValue() instanceof ArrayNode more) {
                merge(items, more, field.getKey().equals("candidates"));
              } else if (!field.getKey().equals("output")) {
                answer.set(field.getKey(), field.getValue());
              }
            });
  }

  private static void merge(ArrayNode items, ArrayNode more, boolean isByPosition) {
    if (isByPosition && !more.isEmpty()) {
      ObjectNode first = more.get(0).deepCopy();
      first.remove("content");
      ((ObjectNode) items.get(0)).setAll(first);
    } else if (!isByPosition) {
      // Items of tools, of which a client needs no more than their kind.
      more.forEach(item -> addTool(items, item));
    }
  }

  private static void addTool(ArrayNode items, JsonNode item) {
    if (item.path("type").asText().endsWith("_call")) {
      items.add(item);
    }
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) ExactJson.read(json);
  }

  private static String format(String template, Object... parts) {
    return String.format(
        Locale.ROOT, template, Arrays.stream(parts).map(Object::toString).toArray());
  }
}
