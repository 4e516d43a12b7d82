// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elasticmq.actor.queue.InternalMessage;

/**
 * The messages of all queues in a file: what an answered SendMessage put in and no DeleteMessage
 * took out. Ids, receive counts and visibility are kept too. A purge is not seen. Thread-safe.
 */
final class QueueJournal implements Closeable {
  private final Map<String, Map<String, ObjectNode>> restored = new LinkedHashMap<>();
  private final Journal journal;

  private QueueJournal(Path file) {
    journal = Journal.open(file, this::replay);
    journal.rewrite(restored.values().stream().flatMap(queue -> queue.values().stream()));
  }

  static QueueJournal open(Path file) {
    return new QueueJournal(file);
  }

  /** What the queue held when the file was opened. */
  List<InternalMessage> messages(String queue) {
    return restored.getOrDefault(queue, Map.of()).values().stream()
        .map(StoredMessage::read)
        .toList();
  }

  void put(String queue, InternalMessage message) {
    journal.append(entry("put", queue, message.id(), StoredMessage.write(message)));
  }

  void update(String queue, InternalMessage message) {
    journal.append(entry("update", queue, message.id(), StoredMessage.delivery(message)));
  }

  void remove(String queue, String messageId) {
    journal.append(entry("remove", queue, messageId, JsonNodeFactory.instance.objectNode()));
  }

  void removeAll(String queue) {
    journal.append(entry("removeAll", queue, "", JsonNodeFactory.instance.objectNode()));
  }

  @Override
  public void close() {
    journal.close();
  }

  private void replay(JsonNode entry) {
    Map<String, ObjectNode> queue =
        restored.computeIfAbsent(entry.get("queue").asText(), name -> new LinkedHashMap<>());
    String id = entry.get("id").asText();
    switch (entry.get("op").asText()) {
      case "put" -> queue.put(id, (ObjectNode) entry);
      case "update" -> {
        ObjectNode known = queue.get(id);
        if (known != null) {
          entry.properties().forEach(field -> known.set(field.getKey(), field.getValue()));
          known.put("op", "put");
        }
      }
      case "remove" -> queue.remove(id);
      default -> queue.clear();
    }
  }

  private static ObjectNode entry(String operation, String queue, String id, ObjectNode content) {
    return content.put("op", operation).put("queue", queue).put("id", id);
  }
}
