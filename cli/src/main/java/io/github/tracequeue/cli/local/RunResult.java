// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.query.CallStatistics;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of the events of one run, read from the clients, the table and the metrics. Calls and run
 * events are counted separately.
 *
 * @param recorded calls that the agents recorded
 * @param delivered calls that SQS acknowledged to the client
 * @param dropped events that the clients gave up, by reason
 * @param stored calls of this run in the table
 * @param runRecords run events that the agents recorded
 * @param runRecordsStored run events in the table
 * @param duplicate deliveries of events that were already stored
 * @param quarantined events that the consumer rejected
 * @param sampledOut events that were counted in the metrics but not stored
 * @param total the sum of the stored calls, from the table
 * @param byAgent the sums for each agent, from the table
 * @param metricInputTokens from the CloudWatch endpoint
 * @param metricOutputTokens from the CloudWatch endpoint
 * @param seconds the time from the first record to the end of the last event
 */
record RunResult(
    long recorded,
    long delivered,
    Map<String, Long> dropped,
    long stored,
    long runRecords,
    long runRecordsStored,
    long duplicate,
    long quarantined,
    long sampledOut,
    CallStatistics total,
    TreeMap<String, CallStatistics> byAgent,
    long metricInputTokens,
    long metricOutputTokens,
    double seconds) {

  /** Events with an unknown outcome; 0 unless events were lost or are still in the pipeline. */
  long unaccounted() {
    long known = droppedTotal() + stored + runRecordsStored + quarantined + sampledOut;
    return Math.max(0, recorded + runRecords - known);
  }

  long droppedTotal() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  long eventsPerSecond() {
    return seconds == 0 ? 0 : Math.round(stored / seconds);
  }

  /** The result as one line of JSON, with stable names. */
  String toJson() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("recorded", recorded).put("delivered", delivered);
    ObjectNode reasons = json.putObject("dropped");
    dropped.forEach(reasons::put);
    json.put("stored", stored)
        .put("duplicate", duplicate)
        .put("quarantined", quarantined)
        .put("sampled_out", sampledOut)
        .put("run_records", runRecords)
        .put("run_records_stored", runRecordsStored)
        .put("unaccounted", unaccounted())
        .put("input_tokens", total.inputTokens())
        .put("output_tokens", total.outputTokens())
        .put("cost_usd", total.costUsd())
        .put("metric_input_tokens", metricInputTokens)
        .put("metric_output_tokens", metricOutputTokens)
        .put("seconds", Math.round(seconds * 1000) / 1000.0)
        .put("events_per_second", eventsPerSecond());
    return json.toString();
  }
}
