// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import io.github.tracequeue.store.StoredRun.Event;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.StoredRun.Summary;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Converts runs to and from items. An item contains the contract's fields and the data for merging.
 */
final class RunItem {

  private static final AttributeValue TYPE = AttributeValue.fromS("run");

  private RunItem() {}

  static Map<String, AttributeValue> key(String agentSlug, String runId, int shard) {
    return Map.of(
        TableSchema.PK, AttributeValue.fromS(TableSchema.runPk(shard)),
        TableSchema.SK, AttributeValue.fromS(TableSchema.runSk(runId, agentSlug)));
  }

  static Map<String, AttributeValue> of(StoredRun run, int shard, String writer, Instant expiry) {
    AttributeValue sk = AttributeValue.fromS(TableSchema.runSk(run.runId(), run.agentSlug()));
    ItemWriter item =
        new ItemWriter()
            .text(TableSchema.PK, TableSchema.runPk(shard))
            .value(TableSchema.SK, sk)
            .text(TableSchema.GSI1PK, TableSchema.agentPk(run.agentSlug(), shard))
            .value(TableSchema.GSI1SK, sk)
            .number(TableSchema.TTL_ATTRIBUTE, expiry.getEpochSecond())
            .text(TraceItem.WRITER, writer)
            .value("type", TYPE)
            .text("run_id", run.runId())
            .text("agent_slug", run.agentSlug())
            .text("status", run.status().wireName())
            .time("timestamp", run.latest().timestamp())
            .text("event_id", run.latest().eventId())
            .time("started_at", run.startedAt())
            .time("ended_at", run.endedAt())
            .text("trace_id", run.traceId())
            .text("parent_run_id", run.parentRunId())
            .textSet("event_ids", run.eventIds())
            .textSet("repaired", run.repaired());
    Summary summary = run.summary();
    if (summary != null) {
      item.text("summary", summary.text());
      if (!summary.event().equals(run.latest())) {
        item.text("summary_status", summary.event().status().wireName())
            .time("summary_timestamp", summary.event().timestamp())
            .text("summary_event_id", summary.event().eventId());
      }
    }
    if (run.traceId() != null) {
      item.text(TableSchema.GSI2PK, TableSchema.traceIndexPk(run.traceId()))
          .value(TableSchema.GSI2SK, sk);
    }
    return item.item();
  }

  /** Reads a run. Items of other writers may contain only the keys. */
  static StoredRun read(Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    Event latest = event(item, "status", "timestamp", "event_id");
    return new StoredRun(
        item.textOr("run_id", item.textOr(TableSchema.SK, "")),
        item.textOr("agent_slug", ""),
        latest,
        item.time("started_at"),
        item.time("ended_at"),
        summary(item, latest),
        item.text("trace_id"),
        item.text("parent_run_id"),
        item.textSet("event_ids"),
        item.textSet("repaired"));
  }

  private static @Nullable Summary summary(ItemReader item, Event latest) {
    String text = item.text("summary");
    if (text == null) {
      return null;
    }
    boolean own = item.text("summary_event_id") == null;
    return new Summary(
        own ? latest : event(item, "summary_status", "summary_timestamp", "summary_event_id"),
        text);
  }

  private static Event event(ItemReader item, String status, String timestamp, String eventId) {
    Instant time = item.time(timestamp);
    return new Event(
        Status.of(item.text(status)),
        time == null ? Instant.EPOCH : time,
        item.textOr(eventId, ""));
  }
}
