// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elasticmq.actor.queue.InternalMessage;

/**
 * Stores the messages of all queues in a file, with ids, receive counts and visibility. It ignores
 * purges.
 *
 * <p>A body may contain a prompt, so the file is rewritten soon after messages were deleted, and
 * when it is closed. Thread-safe.
 */
final class QueueJournal implements Closeable {

  /**
   * The number of deleted messages at which the file is rewritten, if they are at least half of
   * all.
   */
  private static final int MAX_DELETED = 20;

  private final Map<String, Map<String, ObjectNode>> queues = new LinkedHashMap<>();
  private final Journal journal;
  private int deleted;

  private QueueJournal(Path file) {
    journal = Journal.open(file, entry -> apply((ObjectNode) entry));
    rewrite();
  }

  static QueueJournal open(Path file) {
    return new QueueJournal(file);
  }

  /** The stored messages of a queue. */
  synchronized List<InternalMessage> messages(String queue) {
    return queues.getOrDefault(queue, Map.of()).values().stream().map(StoredMessage::read).toList();
  }

  void put(String queue, InternalMessage message) {
    append(entry("put", queue, message.id(), StoredMessage.write(message)));
  }

  void update(String queue, InternalMessage message) {
    append(entry("update", queue, message.id(), StoredMessage.delivery(message)));
  }

  void remove(String queue, String messageId) {
    append(entry("remove", queue, messageId, JsonNodeFactory.instance.objectNode()));
  }

  void removeAll(String queue) {
    append(entry("removeAll", queue, "", JsonNodeFactory.instance.objectNode()));
  }

  @Override
  public synchronized void close() {
    if (deleted > 0) {
      rewrite();
    }
    journal.close();
  }

  private synchronized void append(ObjectNode entry) {
    journal.append(entry);
    apply(entry);
    int left = queues.values().stream().mapToInt(Map::size).sum();
    if (deleted > 0 && (left == 0 || deleted >= Math.max(MAX_DELETED, left))) {
      rewrite();
    }
  }

  private void rewrite() {
    journal.rewrite(queues.values().stream().flatMap(queue -> queue.values().stream()));
    deleted = 0;
  }

  private void apply(ObjectNode entry) {
    Map<String, ObjectNode> queue =
        queues.computeIfAbsent(entry.get("queue").asText(), name -> new LinkedHashMap<>());
    String id = entry.get("id").asText();
    switch (entry.get("op").asText()) {
      case "put" -> queue.put(id, entry);
      case "update" -> {
        ObjectNode known = queue.get(id);
        if (known != null) {
          entry.properties().forEach(field -> known.set(field.getKey(), field.getValue()));
          known.put("op", "put");
        }
      }
      case "remove" -> deleted += queue.remove(id) == null ? 0 : 1;
      default -> {
        deleted += queue.size();
        queue.clear();
      }
    }
  }

  private static ObjectNode entry(String operation, String queue, String id, ObjectNode content) {
    return content.put("op", operation).put("queue", queue).put("id", id);
  }
}
