// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An agent's activity in a time range, newest first.
 *
 * @param calls the calls
 * @param runs the runs whose id begins with a time in the range
 * @param covered the part of the range that both lists cover completely
 * @param complete whether they cover the full range
 * @param cost the cost of the read
 */
public record AgentActivity(
    List<StoredTrace> calls,
    List<StoredRun> runs,
    TimeRange covered,
    boolean complete,
    ReadCost cost) {

  static AgentActivity of(Page<Map<String, AttributeValue>> page, TimeRange range) {
    List<StoredTrace> calls = new ArrayList<>();
    List<StoredRun> runs = new ArrayList<>();
    String oldest = "";
    for (Map<String, AttributeValue> item : page.items()) {
      String type = ShardTail.text(item, TableSchema.PK);
      if (isOfType(type, TableSchema.tracePk(0))) {
        calls.add(TraceItem.read(item));
      } else if (isOfType(type, TableSchema.runPk(0))) {
        runs.add(RunItem.read(item));
      }
      oldest = ShardTail.text(item, TableSchema.GSI1SK);
    }
    boolean complete = page.next().isEmpty();
    Instant back = complete ? range.from() : timeOf(oldest, range);
    return new AgentActivity(
        List.copyOf(calls),
        List.copyOf(runs),
        new TimeRange(back, range.until()),
        complete,
        page.cost());
  }

  static boolean isOfType(String hashKey, String shardZeroKey) {
    return hashKey.equals(shardZeroKey) || hashKey.startsWith(shardZeroKey + '#');
  }

  private static Instant timeOf(String sortKey, TimeRange range) {
    int end = sortKey.indexOf('#');
    Instant time = ItemReader.parse(end < 0 ? sortKey : sortKey.substring(0, end));
    return time == null || !range.contains(time) ? range.from() : time;
  }
}
