// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an agent did in a time, the newest first.
 *
 * @param calls its calls
 * @param runs its runs whose id begins with a time of that range
 * @param covered the part of the time that the two lists hold completely
 * @param complete whether that is all of it
 * @param cost what reading it took
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
