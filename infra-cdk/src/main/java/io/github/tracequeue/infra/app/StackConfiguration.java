// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.infra.ConsumerSettings;
import io.github.tracequeue.infra.FunctionOptions;
import io.github.tracequeue.infra.MetricSettings;
import io.github.tracequeue.infra.NotifySettings;
import io.github.tracequeue.infra.PromptKeySettings;
import io.github.tracequeue.infra.SamplingSettings;
import io.github.tracequeue.infra.SecuritySettings;
import io.github.tracequeue.infra.StorageSettings;
import io.github.tracequeue.infra.TableSource;
import io.github.tracequeue.infra.TracePipelineProps;
import io.github.tracequeue.infra.TracePipelineProps.Functions;
import io.github.tracequeue.infra.WatchSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A valid configuration file as written, except that the price list has its full path. A missing
 * value is null.
 */
record StackConfiguration(
    String stage,
    @Nullable String account,
    @Nullable String region,
    @JsonProperty("notify") Notify notifyTargets,
    @Nullable String runbookUrl,
    @Nullable String viewerUrl,
    @Nullable Table table,
    @Nullable Integer shards,
    @Nullable Integer ttlDays,
    @Nullable Sampling sampling,
    @Nullable Consumer consumer,
    @Nullable Metrics metrics,
    @Nullable String pricesFile,
    @Nullable PromptKey promptKey,
    @Nullable JsonNode limits,
    @Nullable JsonNode agents,
    @Nullable String cloudwatchAlarms,
    @JsonProperty("functions") @Nullable FunctionDetails functionDetails,
    @Nullable List<String> producerAccounts,
    @Nullable Map<String, String> tags,
    @Nullable Security security,
    @Nullable Boolean queryApi,
    @Nullable Boolean snapStart) {

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
    AgentLimits agentLimits = AgentLimits.of(limits, agents);
    WatchSettings defaults = WatchSettings.defaults();
    return new TracePipelineProps(
        stage,
        functions,
        functionDetails == null ? FunctionOptions.defaults() : functionDetails.options(),
        consumer == null ? ConsumerSettings.defaults() : consumer.settings(),
        pricesFile == null ? null : Path.of(pricesFile),
        storage(),
        metrics == null ? MetricSettings.defaults() : metrics.settings(),
        notifyTargets.settings(),
        new WatchSettings(
            agentLimits.json(),
            agentLimits.budgetAgents(),
            or(runbookUrl, defaults.runbook()),
            viewerUrl),
        cloudwatchAlarms == null ? List.of() : agentLimits.alarms(),
        or(producerAccounts, List.of()),
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

  private static <T> T or(@Nullable T value, T otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }

  record Notify(Targets page, @JsonProperty("notify") @Nullable Targets notification) {

    NotifySettings settings() {
      return new NotifySettings(
          page.settings(),
          notification == null ? NotifySettings.Targets.NONE : notification.settings());
    }
  }

  record Targets(
      @Nullable List<String> emails,
      @Nullable List<String> https,
      @JsonProperty("pagerduty") @Nullable List<String> pagerDuty,
      @Nullable List<String> topics,
      @Nullable List<String> chatTopics) {

    NotifySettings.Targets settings() {
      return new NotifySettings.Targets(
          or(emails, List.of()),
          or(https, List.of()),
          or(pagerDuty, List.of()),
          or(topics, List.of()),
          or(chatTopics, List.of()));
    }
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

  record Metrics(@Nullable String detail, @Nullable Integer maxAgents) {

    MetricSettings settings() {
      MetricSettings defaults = MetricSettings.defaults();
      return new MetricSettings(
          detail == null
              ? defaults.detail()
              : MetricSettings.Detail.valueOf(detail.toUpperCase(Locale.ROOT)),
          or(maxAgents, defaults.maxAgents()));
    }
  }

  record FunctionDetails(@Nullable Integer logRetentionDays, @Nullable Vpc vpc) {

    FunctionOptions options() {
      return new FunctionOptions(
          or(logRetentionDays, FunctionOptions.defaults().logRetentionDays()),
          vpc == null ? null : new FunctionOptions.Vpc(vpc.subnetIds(), vpc.securityGroupIds()));
    }
  }

  record Vpc(List<String> subnetIds, List<String> securityGroupIds) {}

  record Security(
      @Nullable Boolean customerManagedKey,
      @Nullable String permissionsBoundary,
      @Nullable String codeSigningConfigArn) {}

  record PromptKey(String arn, @Nullable String kmsKeyArn) {

    PromptKeySettings settings() {
      return new PromptKeySettings(arn, kmsKeyArn);
    }
  }
}
