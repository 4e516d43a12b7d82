// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.tracequeue.infra.AgentSettings;
import io.github.tracequeue.infra.AlarmSettings;
import io.github.tracequeue.infra.ConsumerSettings;
import io.github.tracequeue.infra.PromptKeySettings;
import io.github.tracequeue.infra.RunSchedule;
import io.github.tracequeue.infra.SamplingSettings;
import io.github.tracequeue.infra.SecuritySettings;
import io.github.tracequeue.infra.StorageSettings;
import io.github.tracequeue.infra.TableSource;
import io.github.tracequeue.infra.TracePipelineProps;
import io.github.tracequeue.infra.TracePipelineProps.Functions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A valid configuration file, as it is written but for the price list, which has its whole path;
 * what the file leaves out is null.
 */
record StackConfiguration(
    String stage,
    @Nullable String account,
    @Nullable String region,
    List<String> alarmEmails,
    @Nullable List<String> notifyEmails,
    @Nullable String runbookUrl,
    @Nullable Table table,
    @Nullable Integer shards,
    @Nullable Integer ttlDays,
    @Nullable Sampling sampling,
    @Nullable Consumer consumer,
    @Nullable String pricesFile,
    @Nullable PromptKey promptKey,
    @Nullable Integer heartbeatMinutes,
    @Nullable Spending spending,
    @Nullable AnyAgent anyAgent,
    @Nullable Security security,
    @Nullable Boolean queryApi,
    @Nullable Boolean snapStart,
    @Nullable List<Agent> agents) {

  /** Name of the stack, and start of the names within it. */
  String name() {
    return "Tracequeue-" + stage;
  }

  int agentCount() {
    return agents == null ? 0 : agents.size();
  }

  boolean hasQueryApi() {
    return or(queryApi, false);
  }

  boolean hasSnapStart() {
    return or(snapStart, true);
  }

  TracePipelineProps pipeline(Functions functions) {
    return new TracePipelineProps(
        name(),
        functions,
        consumer == null ? ConsumerSettings.defaults() : consumer.settings(),
        pricesFile == null ? null : Path.of(pricesFile),
        storage(),
        alarms(),
        agents == null ? List.of() : agents.stream().map(Agent::settings).toList(),
        securitySettings());
  }

  private SecuritySettings securitySettings() {
    PromptKeySettings key = promptKey == null ? null : promptKey.settings();
    Security options = or(security, new Security(null, null, null));
    return new SecuritySettings(
        or(options.customerManagedKey, false),
        options.permissionsBoundary,
        options.codeSigningConfigArn,
        key);
  }

  private StorageSettings storage() {
    StorageSettings defaults = StorageSettings.defaults();
    return new StorageSettings(
        table == null ? defaults.table() : table.source(),
        or(shards, defaults.shards()),
        ttlDays == null ? defaults.timeToLive() : Duration.ofDays(ttlDays),
        sampling == null ? defaults.sampling() : sampling.settings());
  }

  private AlarmSettings alarms() {
    AlarmSettings defaults = AlarmSettings.mailing(alarmEmails.get(0));
    return new AlarmSettings(
        alarmEmails,
        or(notifyEmails, alarmEmails),
        or(runbookUrl, defaults.runbook()),
        heartbeatMinutes == null ? null : Duration.ofMinutes(heartbeatMinutes),
        spending == null ? defaults.spending() : spending.limits(),
        anyAgent == null ? defaults.anyAgent() : anyAgent.limits());
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }

  record Table(
      @Nullable String existing,
      @Nullable String name,
      @Nullable Boolean hasGsi2,
      @Nullable String kmsKeyArn) {

    TableSource source() {
      return existing == null
          ? new TableSource.Created(name)
          : new TableSource.Existing(existing, or(hasGsi2, true), kmsKeyArn);
    }
  }

  record Sampling(@Nullable BigDecimal rate, @Nullable Map<String, BigDecimal> agents) {

    SamplingSettings settings() {
      return new SamplingSettings(or(rate, BigDecimal.ONE), or(agents, Map.of()));
    }
  }

  record Consumer(
      @Nullable Integer memoryMb,
      @Nullable Integer timeoutSeconds,
      @Nullable Integer batchSize,
      @Nullable Integer batchWindowSeconds,
      @Nullable Integer maxConcurrency) {

    ConsumerSettings settings() {
      ConsumerSettings defaults = ConsumerSettings.defaults();
      return new ConsumerSettings(
          or(memoryMb, defaults.memoryMegabytes()),
          timeoutSeconds == null ? defaults.timeout() : Duration.ofSeconds(timeoutSeconds),
          or(batchSize, defaults.batchSize()),
          batchWindowSeconds == null
              ? defaults.batchWindow()
              : Duration.ofSeconds(batchWindowSeconds),
          or(maxConcurrency, defaults.maxConcurrency()));
    }
  }

  record Spending(@Nullable BigDecimal perHourUsd, @Nullable Boolean anomaly) {

    AlarmSettings.Spending limits() {
      return new AlarmSettings.Spending(perHourUsd, or(anomaly, false));
    }
  }

  record AnyAgent(@Nullable BigDecimal costPerHourUsd, @Nullable Integer errorsPerHour) {

    AlarmSettings.AnyAgent limits() {
      AlarmSettings.AnyAgent defaults = AlarmSettings.AnyAgent.defaults();
      return new AlarmSettings.AnyAgent(
          or(costPerHourUsd, defaults.costPerHourUsd()),
          or(errorsPerHour, defaults.errorsPerHour()));
    }
  }

  record Security(
      @Nullable Boolean customerManagedKey,
      @Nullable String permissionsBoundary,
      @Nullable String codeSigningConfigArn) {}

  record PromptKey(String arn, @Nullable String kmsKeyArn) {

    PromptKeySettings settings() {
      return new PromptKeySettings(arn, kmsKeyArn);
    }
  }

  record Agent(
      String slug,
      @Nullable Long latencyP95Ms,
      @Nullable ErrorRate errorRate,
      @Nullable BigDecimal costPerHourUsd,
      // The mapper's own rule would not put an underscore before a digit.
      @JsonProperty("budget_24h_usd") @Nullable BigDecimal budget24hUsd,
      @Nullable Runs runs,
      @Nullable Boolean promptChanged) {

    AgentSettings settings() {
      return new AgentSettings(
          slug,
          latencyP95Ms == null ? null : Duration.ofMillis(latencyP95Ms),
          errorRate == null ? null : errorRate.limit(),
          costPerHourUsd,
          budget24hUsd,
          runs == null ? null : runs.schedule(),
          or(promptChanged, false));
    }
  }

  record ErrorRate(
      BigDecimal percent, @Nullable Integer minimumCalls, @Nullable Integer windowMinutes) {
    private static final int MINIMUM_CALLS = 20;
    private static final int WINDOW_MINUTES = 15;

    AgentSettings.ErrorRate limit() {
      return new AgentSettings.ErrorRate(
          percent,
          or(minimumCalls, MINIMUM_CALLS),
          Duration.ofMinutes(or(windowMinutes, WINDOW_MINUTES)));
    }
  }

  record Runs(@Nullable Integer everyMinutes, @Nullable String dailyIn) {

    RunSchedule schedule() {
      return everyMinutes == null
          ? RunSchedule.daily(ZoneId.of(or(dailyIn, "UTC")))
          : RunSchedule.every(Duration.ofMinutes(everyMinutes));
    }
  }
}
