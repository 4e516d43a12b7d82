// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elasticmq.BinaryMessageAttribute;
import org.elasticmq.DeduplicationId;
import org.elasticmq.MessageAttribute;
import org.elasticmq.MessageContent;
import org.elasticmq.NeverReceived$;
import org.elasticmq.NumberMessageAttribute;
import org.elasticmq.OnDateTimeReceived;
import org.elasticmq.Received;
import org.elasticmq.StringMessageAttribute;
import org.elasticmq.TracingId;
import org.elasticmq.actor.queue.InternalMessage;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** Converts a message of a queue to and from JSON. */
final class StoredMessage {

  private StoredMessage() {}

  /** The message. */
  static ObjectNode write(InternalMessage message) {
    ObjectNode json = delivery(message);
    json.put("body", message.content().value());
    json.put("created", message.created().toString());
    json.put("orderIndex", message.orderIndex());
    json.put("fifo", message.isFifo());
    putIfPresent(json, "group", message.messageGroupId());
    putIfPresent(json, "deduplication", message.messageDeduplicationId().map(DeduplicationId::id));
    putIfPresent(json, "tracing", message.tracingId().map(TracingId::id));
    putIfPresent(json, "sequence", message.sequenceNumber());
    putIfPresent(json, "deadLetterSource", message.deadLetterSourceQueueName());
    ArrayNode attributes = json.putArray("attributes");
    CollectionConverters.asJava(message.messageAttributes())
        .forEach((name, attribute) -> write(name, attribute, attributes.addObject()));
    return json;
  }

  /** The fields that a delivery changes. */
  static ObjectNode delivery(InternalMessage message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode receipts = json.putArray("receipts");
    CollectionConverters.asJava(message.deliveryReceipts()).forEach(receipts::add);
    json.put("nextDelivery", message.nextDelivery());
    json.put("receiveCount", message.receiveCount());
    if (message.firstReceive() instanceof OnDateTimeReceived received) {
      json.put("firstReceive", received.when().toString());
    }
    return json;
  }

  static InternalMessage read(JsonNode json) {
    List<String> receipts = new ArrayList<>();
    json.get("receipts").forEach(receipt -> receipts.add(receipt.asText()));
    Map<String, MessageAttribute> attributes = new HashMap<>();
    json.get("attributes")
        .forEach(each -> attributes.put(each.get("name").asText(), attribute(each)));
    Received firstReceive =
        json.has("firstReceive")
            ? new OnDateTimeReceived(OffsetDateTime.parse(json.get("firstReceive").asText()))
            : NeverReceived$.MODULE$;
    return new InternalMessage(
        json.get("id").asText(),
        CollectionConverters.asScala(receipts),
        json.get("nextDelivery").asLong(),
        new MessageContent(json.get("body").asText()),
        Map$.MODULE$.from(CollectionConverters.asScala(attributes)),
        OffsetDateTime.parse(json.get("created").asText()),
        json.get("orderIndex").asInt(),
        firstReceive,
        json.get("receiveCount").asInt(),
        json.get("fifo").asBoolean(),
        text(json, "group"),
        text(json, "deduplication").map(DeduplicationId::new),
        text(json, "tracing").map(TracingId::new),
        text(json, "sequence"),
        text(json, "deadLetterSource"));
  }

  private static void write(String name, MessageAttribute attribute, ObjectNode json) {
    json.put("name", name);
    putIfPresent(json, "customType", attribute.customType());
    if (attribute instanceof StringMessageAttribute string) {
      json.put("kind", "String").put("value", string.stringValue());
    } else if (attribute instanceof NumberMessageAttribute number) {
      json.put("kind", "Number").put("value", number.stringValue());
    } else {
      json.put("kind", "Binary").put("value", ((BinaryMessageAttribute) attribute).asBase64());
    }
  }

  private static MessageAttribute attribute(JsonNode json) {
    Option<String> customType = text(json, "customType");
    String value = json.get("value").asText();
    return switch (json.get("kind").asText()) {
      case "String" -> new StringMessageAttribute(value, customType);
      case "Number" -> new NumberMessageAttribute(value, customType);
      default -> BinaryMessageAttribute.fromBase64(value, customType);
    };
  }

  private static void putIfPresent(ObjectNode json, String field, Option<String> value) {
    OptionConverters.toJava(value).ifPresent(present -> json.put(field, present));
  }

  private static Option<String> text(JsonNode json, String field) {
    @Nullable JsonNode value = json.get(field);
    return value == null ? Option.empty() : Option.apply(value.asText());
  }
}
