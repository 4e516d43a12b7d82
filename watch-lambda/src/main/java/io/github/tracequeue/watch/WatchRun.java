// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TraceQueries;
import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.agent.AgentRecords;
import io.github.tracequeue.store.agent.DropReports;
import io.github.tracequeue.store.limit.Budget;
import io.github.tracequeue.store.limit.Budgets;
import io.github.tracequeue.store.limit.LimitStates;
import io.github.tracequeue.store.rollup.RollupJob;
import io.github.tracequeue.store.rollup.Rollups;
import io.github.tracequeue.watch.limit.LimitSettings;
import io.github.tracequeue.watch.notice.Notifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One run of the watch function: updates the rollups, records the last activity of the agents,
 * corrects budgets, evaluates limits and sends notices. If DynamoDB fails, the run throws the SDK's
 * exception, and the next run repeats the work.
 */
public final class WatchRun {

  private final RollupJob rollupJob;
  private final Rollups rollups;
  private final AgentRecords records;
  private final TraceQueries queries;
  private final DropReports drops;
  private final BudgetStep budgetStep;
  private final LimitStep limitStep;
  private final InstantSource clock;

  private WatchRun(
      DynamoDbClient dynamoDb,
      TableOptions table,
      LimitSettings limits,
      Notifier notifier,
      InstantSource clock,
      Executor executor) {
    this.clock = clock;
    rollupJob = RollupJob.create(dynamoDb, table, clock, executor);
    rollups = Rollups.create(dynamoDb, table.tableName());
    records = AgentRecords.create(dynamoDb, table.tableName(), clock);
    queries = TraceQueries.create(dynamoDb, table.tableName(), table.shards(), clock, executor);
    drops = DropReports.create(dynamoDb, table);
    budgetStep =
        new BudgetStep(Budgets.create(dynamoDb, table.tableName()), rollups, limits.budgets());
    limitStep =
        new LimitStep(limits, LimitStates.create(dynamoDb, table.tableName()), records, notifier);
  }

  /**
   * Creates a run. The caller closes the client.
   *
   * @param executor runs the reads and writes of several agents at the same time
   */
  public static WatchRun create(
      DynamoDbClient dynamoDb,
      TableOptions table,
      LimitSettings limits,
      Notifier notifier,
      InstantSource clock,
      Executor executor) {
    return new WatchRun(dynamoDb, table, limits, notifier, clock, executor);
  }

  /** The result of a run. */
  public record Result(RollupJob.Result rollups, int budgetsCorrected, LimitStep.Result limits) {}

  /**
   * Runs once.
   *
   * @param hasTime whether there is time to recompute one more hour
   */
  public Result run(BooleanSupplier hasTime) {
    Instant now = clock.instant();
    CallObserver calls = new CallObserver(now);
    List<Budget> budgets = budgetStep.read(now);
    RollupJob.Result rolledUp = rollupJob.run(calls, hasTime);
    Rollups.Progress progress = rollups.progress();
    List<AgentRecord> agents = noteCalls(calls);
    int corrected = budgetStep.correct(budgets, progress, now);
    LiveTraffic.Tables tables = new LiveTraffic.Tables(rollups, progress, queries, drops);
    LimitStep.Result judged =
        limitStep.run(
            agents,
            rolledUp.changedAgents(),
            (record, watchedSince) ->
                new LiveTraffic(
                    tables, record, watchedSince, calls.recent(record.agentSlug()), now),
            now);
    return new Result(rolledUp, corrected, judged);
  }

  /** Writes the newest calls to the agent records; returns the records of all agents. */
  private List<AgentRecord> noteCalls(CallObserver calls) {
    Map<String, AgentRecord> known = new HashMap<>();
    records.all().forEach(record -> known.put(record.agentSlug(), record));
    for (StoredTrace call : calls.newest().values()) {
      AgentRecord before =
          known.getOrDefault(call.agentSlug(), AgentRecord.unknown(call.agentSlug()));
      AgentRecord after = before.with(call);
      if (!after.equals(before)) {
        records.noteCall(call);
        known.put(call.agentSlug(), after);
      }
    }
    for (StoredTrace call : calls.newestDecisions().values()) {
      AgentRecord record = known.get(call.agentSlug());
      if (record != null && record.isNewerDecision(call)) {
        records.noteDecision(call);
      }
    }
    return new ArrayList<>(known.values());
  }
}
