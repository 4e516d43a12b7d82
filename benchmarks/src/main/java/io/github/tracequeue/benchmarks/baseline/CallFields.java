// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.baseline;

import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** The fields of a call in the wire contract. */
@NullUnmarked
public abstract class CallFields extends UsageFields {

  private String type;
  private String eventId;
  private String timestamp;
  private String agentSlug;
  private String provider;
  private String model;
  private String operation;
  private Long latencyMs;
  private Long timeToFirstTokenMs;
  private String status;
  private String errorType;
  private String errorMessage;
  private String finishReason;
  private String responseId;
  private String promptPreview;
  private String promptHash;
  private String decisionSummary;
  private Boolean degraded;
  private String runId;
  private String sessionId;
  private String traceId;
  private String spanId;
  private String parentSpanId;
  private Map<String, String> tags;

  public String getType() {
    return type;
  }

  public void setType(String type) {
    this.type = type;
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

  public String getErrorType() {
    return errorType;
  }

  public void setErrorType(String errorType) {
    this.errorType = errorType;
  }

  public String getErrorMessage() {
    return errorMessage;
  }

  public void setErrorMessage(String errorMessage) {
    this.errorMessage = errorMessage;
  }

  public String getFinishReason() {
    return finishReason;
  }

  public void setFinishReason(String finishReason) {
    this.finishReason = finishReason;
  }

  public String getResponseId() {
    return responseId;
  }

  public void setResponseId(String responseId) {
    this.responseId = responseId;
  }

  public String getPromptPreview() {
    return promptPreview;
  }

  public void setPromptPreview(String promptPreview) {
    this.promptPreview = promptPreview;
  }

  public String getPromptHash() {
    return promptHash;
  }

  public void setPromptHash(String promptHash) {
    this.promptHash = promptHash;
  }

  public String getDecisionSummary() {
    return decisionSummary;
  }

  public void setDecisionSummary(String decisionSummary) {
    this.decisionSummary = decisionSummary;
  }

  public Boolean getDegraded() {
    return degraded;
  }

  public void setDegraded(Boolean degraded) {
    this.degraded = degraded;
  }

  public String getRunId() {
    return runId;
  }

  public void setRunId(String runId) {
    this.runId = runId;
  }

  public String getSessionId() {
    return sessionId;
  }

  public void setSessionId(String sessionId) {
    this.sessionId = sessionId;
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

  public Map<String, String> getTags() {
    return tags;
  }

  public void setTags(Map<String, String> tags) {
    this.tags = tags;
  }
}
