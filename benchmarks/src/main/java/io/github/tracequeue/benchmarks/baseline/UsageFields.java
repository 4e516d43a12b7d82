// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.baseline;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** The token counts and what else determines the cost of a call. */
@NullUnmarked
public abstract class UsageFields {

  private Long inputTokens;
  private Long outputTokens;
  private Long cacheReadTokens;
  private Long cacheWrite5mTokens;
  private Long cacheWrite1hTokens;
  private Long reasoningTokens;
  private Long inputAudioTokens;
  private Long outputAudioTokens;
  private Long cacheReadAudioTokens;
  private String usageConvention;
  private String serviceTier;
  private Boolean batch;
  private String inferenceGeo;
  private Map<String, Long> toolRequests;
  private BigDecimal costUsd;

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

  public Long getCacheWrite5mTokens() {
    return cacheWrite5mTokens;
  }

  public void setCacheWrite5mTokens(Long cacheWrite5mTokens) {
    this.cacheWrite5mTokens = cacheWrite5mTokens;
  }

  public Long getCacheWrite1hTokens() {
    return cacheWrite1hTokens;
  }

  public void setCacheWrite1hTokens(Long cacheWrite1hTokens) {
    this.cacheWrite1hTokens = cacheWrite1hTokens;
  }

  public Long getReasoningTokens() {
    return reasoningTokens;
  }

  public void setReasoningTokens(Long reasoningTokens) {
    this.reasoningTokens = reasoningTokens;
  }

  public Long getInputAudioTokens() {
    return inputAudioTokens;
  }

  public void setInputAudioTokens(Long inputAudioTokens) {
    this.inputAudioTokens = inputAudioTokens;
  }

  public Long getOutputAudioTokens() {
    return outputAudioTokens;
  }

  public void setOutputAudioTokens(Long outputAudioTokens) {
    this.outputAudioTokens = outputAudioTokens;
  }

  public Long getCacheReadAudioTokens() {
    return cacheReadAudioTokens;
  }

  public void setCacheReadAudioTokens(Long cacheReadAudioTokens) {
    this.cacheReadAudioTokens = cacheReadAudioTokens;
  }

  public String getUsageConvention() {
    return usageConvention;
  }

  public void setUsageConvention(String usageConvention) {
    this.usageConvention = usageConvention;
  }

  public String getServiceTier() {
    return serviceTier;
  }

  public void setServiceTier(String serviceTier) {
    this.serviceTier = serviceTier;
  }

  public Boolean getBatch() {
    return batch;
  }

  public void setBatch(Boolean batch) {
    this.batch = batch;
  }

  public String getInferenceGeo() {
    return inferenceGeo;
  }

  public void setInferenceGeo(String inferenceGeo) {
    this.inferenceGeo = inferenceGeo;
  }

  public Map<String, Long> getToolRequests() {
    return toolRequests;
  }

  public void setToolRequests(Map<String, Long> toolRequests) {
    this.toolRequests = toolRequests;
  }

  public BigDecimal getCostUsd() {
    return costUsd;
  }

  public void setCostUsd(BigDecimal costUsd) {
    this.costUsd = costUsd;
  }
}
