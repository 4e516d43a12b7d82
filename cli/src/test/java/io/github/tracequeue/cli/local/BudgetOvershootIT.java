// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.budget.Budget;
import io.github.tracequeue.budget.BudgetGuard;
import io.github.tracequeue.budget.BudgetStatus;
import io.github.tracequeue.budget.BudgetStatus.Level;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.LocalStackOptions;
import io.github.tracequeue.local.WatchOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How much an agent in a loop spends until its guard says that its budget is spent. */
@EnabledIfSystemProperty(named = "long.tests", matches = "true", disabledReason = "takes long")
final class BudgetOvershootIT {
  private static final BigDecimal CALL_USD = new BigDecimal("0.01");
  private static final BigDecimal BUDGET_USD = BigDecimal.ONE;
  private static final int CALLS_PER_SECOND = 20;

  /** Linger, batch window, refresh, and time for a busy machine. */
  private static final int MOST_SECONDS_LATE = 60;

  @TempDir private Path folder;

  @Test
  void status_agentInALoop_isExceededSoonAfterItsBudgetIsSpent()
      throws IOException, InterruptedException {
    Path limits =
        Files.writeString(
            folder.resolve("tracequeue.json"),
            "{\"agents\": [{\"slug\": \"cto\", \"spend\": {\"day_usd\": 1}}]}");
    LocalStackOptions options =
        LocalStackOptions.defaults()
            .withConsumer(jar("consumer"))
            .withFunctionEnvironment(Map.of("TRACEQUEUE_BUDGET_AGENTS", "cto"))
            .withWatch(new WatchOptions(jar("watch"), Duration.ofSeconds(5), limits));
    try (LocalStack stack = LocalStack.start(options);
        DynamoDbClient dynamoDb = stack.endpoints().dynamoDbClient();
        BudgetGuard guard =
            BudgetGuard.create(dynamoDb, stack.resources().table(), InstantSource.system());
        TraceClient client =
            TraceClient.builder(stack.resources().eventsUrl())
                .sqsClient(() -> stack.endpoints().sqsClient())
                .build()) {
      assertThat(stack.awaitWatch(Duration.ofSeconds(60))).isTrue();
      Budget budget = guard.budget("cto");
      assertThat(budget.refresh().level()).isEqualTo(Level.OK);

      AtomicInteger calls = new AtomicInteger();
      BudgetStatus stopped = loop(client, budget, calls);

      BigDecimal spent = CALL_USD.multiply(BigDecimal.valueOf(calls.get()));
      System.out.println(
          String.format(
              Locale.ROOT,
              "an agent that spends $%.2f a second against a budget of $%s stopped after $%s: %s",
              CALL_USD.doubleValue() * CALLS_PER_SECOND,
              BUDGET_USD,
              spent,
              stopped.reason()));
      assertThat(stopped.level()).isEqualTo(Level.EXCEEDED);
      assertThat(spent)
          .isGreaterThanOrEqualTo(BUDGET_USD)
          .isLessThan(
              BUDGET_USD.add(
                  CALL_USD.multiply(BigDecimal.valueOf(CALLS_PER_SECOND * MOST_SECONDS_LATE))));
    }
  }

  /** Calls a model at a steady pace until the guard stops it; its last status. */
  private static BudgetStatus loop(TraceClient client, Budget budget, AtomicInteger calls)
      throws InterruptedException {
    CountDownLatch exceeded = new CountDownLatch(1);
    ScheduledExecutorService agent = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> calling =
        agent.scheduleAtFixedRate(
            () -> {
              if (budget.status().level() == Level.EXCEEDED) {
                exceeded.countDown();
              } else {
                calls.incrementAndGet();
                client.record(
                    TraceEvent.builder("cto", "claude-haiku-4-5")
                        .provider("anthropic")
                        .inputTokens(1_000)
                        .outputTokens(100)
                        .costUsd(CALL_USD)
                        .build());
              }
            },
            0,
            1_000 / CALLS_PER_SECOND,
            TimeUnit.MILLISECONDS);
    try {
      assertThat(exceeded.await(2, TimeUnit.MINUTES)).as(budget.status().reason()).isTrue();
      assertThat(calling.isDone()).isFalse();
      return budget.status();
    } finally {
      agent.shutdownNow();
    }
  }

  private static Path jar(String function) {
    return Path.of(System.getProperty("tracequeue." + function + ".jar"));
  }
}
