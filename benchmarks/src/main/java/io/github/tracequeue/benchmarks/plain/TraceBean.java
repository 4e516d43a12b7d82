// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.plain;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** A call as a bean for the mapper and the enhanced client, which both require a public class. */
@DynamoDbBean
@NullUnmarked
public final class TraceBean {

  private String eventId;
  private String timestamp;
  private String agentSlug;
  private String provider;
  private String model;
  private String operation;
  private Long inputTokens;
  private Long outputTokens;
  private Long cacheReadTokens;
  private Long reasoningTokens;
  private Long latencyMs;
  private Long timeToFirstTokenMs;
  private String status;
  private String finishReason;
  private String promptPreview;
  private String decisionSummary;
  private String runId;
  private String traceId;
  private String spanId;
  private String parentSpanId;
  private String responseId;
  private String pk;
  private String sk;
  private String gsi1Pk;
  private String gsi1Sk;
  private String gsi2Pk;
  private String gsi2Sk;
  private Long ttl;

  /** Sets the derived fields. */
  void setKeys() {
    pk = "TYPE#llm_trace";
    sk = timestamp + "#" + eventId;
    gsi1Pk = "AGENT#" + agentSlug;
    gsi1Sk = sk;
    gsi2Pk = "TRACE#" + traceId;
    gsi2Sk = sk;
    ttl = Instant.now().getEpochSecond() + 30L * 86_400;
  }

  public String getEventId() {
    return eventId;
  }

  public void setEventId(String eventId) {
    this.eventId = eventId;
  }

  public String getTimestamp() {
    return timestamp;
  }

  public void setTimestamp(String timestamp) {
    this.timestamp = timestamp;
  }

  public String getAgentSlug() {
    return agentSlug;
  }

  public void setAgentSlug(String agentSlug) {
    this.agentSlug = agentSlug;
  }

  public String getProvider() {
    return provider;
  }

  public void setProvider(String provider) {
    this.provider = provider;
  }

  public String getModel() {
    return model;
  }

  public void setModel(String model) {
    this.model = model;
  }

  public String getOperation() {
    return operation;
  }

  public void setOperation(String operation) {
    this.operation = operation;
  }

  public Long getInputTokens() {
    return inputTokens;
  }

  public void setInputTokens(Long inputTokens) {
    this.inputTokens = inputTokens;
  }

  public Long getOutputTokens() {
    return outputTokens;
  }

  public void setOutputTokens(Long outputTokens) {
    this.outputTokens = outputTokens;
  }

  public Long getCacheReadTokens() {
    return cacheReadTokens;
  }

  public void setCacheReadTokens(Long cacheReadTokens) {
    this.cacheReadTokens = cacheReadTokens;
  }

  public Long getReasoningTokens() {
    return reasoningTokens;
  }

  public void setReasoningTokens(Long reasoningTokens) {
    this.reasoningTokens = reasoningTokens;
  }

  public Long getLatencyMs() {
    return latencyMs;
  }

  public void setLatencyMs(Long latencyMs) {
    this.latencyMs = latencyMs;
  }

  public Long getTimeToFirstTokenMs() {
    return timeToFirstTokenMs;
  }

  public void setTimeToFirstTokenMs(Long timeToFirstTokenMs) {
    this.timeToFirstTokenMs = timeToFirstTokenMs;
  }

  public String getStatus() {
    return status;
  }

  public void setStatus(String status) {
    this.status = status;
  }

  public String getFinishReason() {
    return finishReason;
  }

  public void setFinishReason(String finishReason) {
    this.finishReason = finishReason;
  }

  public String getPromptPreview() {
    return promptPreview;
  }

  public void setPromptPreview(String promptPreview) {
    this.promptPreview = promptPreview;
  }

  public String getDecisionSummary() {
    return decisionSummary;
  }

  public void setDecisionSummary(String decisionSummary) {
    this.decisionSummary = decisionSummary;
  }

  public String getRunId() {
    return runId;
  }

  public void setRunId(String runId) {
    this.runId = runId;
  }

  public String getTraceId() {
    return traceId;
  }

  public void setTraceId(String traceId) {
    this.traceId = traceId;
  }

  public String getSpanId() {
    return spanId;
  }

  public void setSpanId(String spanId) {
    this.spanId = spanId;
  }

  public String getParentSpanId() {
    return parentSpanId;
  }

  public void setParentSpanId(String parentSpanId) {
    this.parentSpanId = parentSpanId;
  }

  public String getResponseId() {
    return responseId;
  }

  public void setResponseId(String responseId) {
    this.responseId = responseId;
  }

  @DynamoDbPartitionKey
  @DynamoDbAttribute("PK")
  public String getPk() {
    return pk;
  }

  public void setPk(String pk) {
    this.pk = pk;
  }

  @DynamoDbSortKey
  @DynamoDbAttribute("SK")
  public String getSk() {
    return sk;
  }

  public void setSk(String sk) {
    this.sk = sk;
  }

  @DynamoDbAttribute("GSI1PK")
  public String getGsi1Pk() {
    return gsi1Pk;
  }

  public void setGsi1Pk(String gsi1Pk) {
    this.gsi1Pk = gsi1Pk;
  }

  @DynamoDbAttribute("GSI1SK")
  public String getGsi1Sk() {
    return gsi1Sk;
  }

  public void setGsi1Sk(String gsi1Sk) {
    this.gsi1Sk = gsi1Sk;
  }

  @DynamoDbAttribute("GSI2PK")
  public String getGsi2Pk() {
    return gsi2Pk;
  }

  public void setGsi2Pk(String gsi2Pk) {
    this.gsi2Pk = gsi2Pk;
  }

  @DynamoDbAttribute("GSI2SK")
  public String getGsi2Sk() {
    return gsi2Sk;
  }

  public void setGsi2Sk(String gsi2Sk) {
    this.gsi2Sk = gsi2Sk;
  }

  public Long getTtl() {
    return ttl;
  }

  public void setTtl(Long ttl) {
    this.ttl = ttl;
  }
}
