// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call in the table.
 *
 * @param eventId the idempotency key, a UUID in lower case
 * @param timestamp when the call was made, in milliseconds
 * @param agentSlug the agent
 * @param call the model and the result
 * @param tokens the token counts
 * @param cost the cost
 * @param links the run, the trace and the session of the call
 * @param content the stored data about prompt and decision
 * @param sampleWeight the number of calls that this one represents, at least 1
 * @param repaired the names of the fields that were repaired, as in the contract
 */
public record StoredTrace(
    String eventId,
    Instant timestamp,
    String agentSlug,
    Call call,
    Tokens tokens,
    CallCost cost,
    TraceLinks links,
    Content content,
    double sampleWeight,
    Set<String> repaired) {

  /** Orders calls by time, and calls at the same time by id. */
  public static final Comparator<StoredTrace> BY_TIME =
      Comparator.comparing(StoredTrace::timestamp).thenComparing(StoredTrace::eventId);

  public StoredTrace {
    timestamp = timestamp.truncatedTo(ChronoUnit.MILLIS);
    repaired = Set.copyOf(repaired);
  }

  /** A call without repaired fields. */
  public StoredTrace(
      String eventId,
      Instant timestamp,
      String agentSlug,
      Call call,
      Tokens tokens,
      CallCost cost,
      TraceLinks links,
      Content content,
      double sampleWeight) {
    this(eventId, timestamp, agentSlug, call, tokens, cost, links, content, sampleWeight, Set.of());
  }

  /** The same call with another weight. */
  public StoredTrace withSampleWeight(double weight) {
    return new StoredTrace(
        eventId, timestamp, agentSlug, call, tokens, cost, links, content, weight, repaired);
  }

  /**
   * Whether both are the same event as sent by the producer. Ignores what the consumer adds: price,
   * weight, and prompt hashes that were made with different keys.
   */
  public boolean isSameEventAs(StoredTrace other) {
    return eventId.equals(other.eventId)
        && timestamp.equals(other.timestamp)
        && agentSlug.equals(other.agentSlug)
        && call.equals(other.call)
        && tokens.equals(other.tokens)
        && links.equals(other.links)
        && cost.isSameReportAs(other.cost)
        && content.isSameAs(other.content);
  }

  /**
   * A call and its result.
   *
   * @param provider OpenTelemetry's {@code gen_ai.provider.name}
   * @param latencyMillis the duration of the call; 0 if unknown
   * @param timeToFirstTokenMillis only for a streamed response
   * @param failed whether the call failed
   * @param errorMessage at most 300 code points; only for a failed call
   * @param batch whether the call used the provider's batch API
   * @param inferenceGeo where the provider ran the model
   * @param toolRequests the number of requests for each of the provider's tools
   */
  public record Call(
      @Nullable String provider,
      String model,
      @Nullable String operation,
      long latencyMillis,
      @Nullable Long timeToFirstTokenMillis,
      boolean failed,
      @Nullable String errorType,
      @Nullable String errorMessage,
      @Nullable String finishReason,
      @Nullable String serviceTier,
      boolean batch,
      @Nullable String inferenceGeo,
      @Nullable String responseId,
      Map<String, Long> toolRequests) {

    public Call {
      toolRequests = Map.copyOf(toolRequests);
    }

    /** A call without an error message, a location of inference or tool requests. */
    public Call(
        @Nullable String provider,
        String model,
        @Nullable String operation,
        long latencyMillis,
        @Nullable Long timeToFirstTokenMillis,
        boolean failed,
        @Nullable String errorType,
        @Nullable String finishReason,
        @Nullable String serviceTier,
        boolean batch,
        @Nullable String responseId) {
      this(
          provider,
          model,
          operation,
          latencyMillis,
          timeToFirstTokenMillis,
          failed,
          errorType,
          null,
          finishReason,
          serviceTier,
          batch,
          null,
          responseId,
          Map.of());
    }
  }

  /**
   * Token counts.
   *
   * @param reasoning part of {@code output}
   * @param audio parts of the other token counts
   * @param inclusive whether {@code input} includes the three cached counts
   * @param conventionInferred whether there are cached tokens, but the producer did not say whether
   *     {@code input} includes them
   */
  public record Tokens(
      long input,
      long output,
      long cacheRead,
      long cacheWrite5m,
      long cacheWrite1h,
      long reasoning,
      Audio audio,
      boolean inclusive,
      boolean conventionInferred) {

    /** Counts without audio and without an inferred convention. */
    public Tokens(
        long input,
        long output,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h,
        long reasoning,
        boolean inclusive) {
      this(
          input,
          output,
          cacheRead,
          cacheWrite5m,
          cacheWrite1h,
          reasoning,
          Audio.NONE,
          inclusive,
          false);
    }
  }

  /** The audio tokens among the input, output and cache-read tokens. */
  public record Audio(long input, long output, long cacheRead) {

    public static final Audio NONE = new Audio(0, 0, 0);
  }

  /** The source of a cost. */
  public enum CostStatus {
    /** Computed from the price book. */
    PRICED,
    /** Reported by the provider. */
    PROVIDER_REPORTED,
    /** Unknown, which is not zero. */
    UNPRICED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The value of the attribute {@code cost_status}. */
    public String wireName() {
      return wireName;
    }

    static CostStatus of(@Nullable String wireName) {
      for (CostStatus status : values()) {
        if (status.wireName.equals(wireName)) {
          return status;
        }
      }
      return UNPRICED;
    }
  }

  /**
   * The cost of a call.
   *
   * @param usd US dollars, exact; null if unpriced
   * @param priceRow the id of the applied rate
   * @param unpricedReason a stable code
   * @param byMaker whether the rate is the model maker's although the call names a reseller
   */
  public record CallCost(
      CostStatus status,
      @Nullable BigDecimal usd,
      @Nullable String priceRow,
      @Nullable String unpricedReason,
      boolean byMaker) {

    /** The value of the attribute {@code price_source} for a rate of the model's maker. */
    static final String BY_MAKER = "maker";

    public CallCost {
      usd = usd == null ? null : usd.stripTrailingZeros();
    }

    public static CallCost priced(BigDecimal usd, String priceRow) {
      return new CallCost(CostStatus.PRICED, usd, priceRow, null, false);
    }

    /** A rate of the model's maker, because no rate of the reseller is known. */
    public static CallCost pricedByMaker(BigDecimal usd, String priceRow) {
      return new CallCost(CostStatus.PRICED, usd, priceRow, null, true);
    }

    public static CallCost providerReported(BigDecimal usd) {
      return new CallCost(CostStatus.PROVIDER_REPORTED, usd, null, null, false);
    }

    public static CallCost unpriced(String reason) {
      return new CallCost(CostStatus.UNPRICED, null, null, reason, false);
    }

    private boolean isSameReportAs(CallCost other) {
      BigDecimal mine = reported();
      BigDecimal theirs = other.reported();
      if (mine == null || theirs == null) {
        return mine == null && theirs == null;
      }
      return mine.compareTo(theirs) == 0;
    }

    private @Nullable BigDecimal reported() {
      return status == CostStatus.PROVIDER_REPORTED ? usd : null;
    }
  }

  /** The ids that relate a call to others; null if the producer sent none. */
  public record TraceLinks(
      @Nullable String runId,
      @Nullable String traceId,
      @Nullable String spanId,
      @Nullable String parentSpanId,
      @Nullable String sessionId) {}

  /**
   * The stored data about prompt and decision.
   *
   * @param promptHash 16 hex digits; empty for an empty prompt; null without a prompt
   * @param promptHashKey the id of the key, if the consumer made a keyed hash
   * @param decisionSummary at most 300 code points
   * @param degraded whether the producer omitted texts to save memory
   */
  public record Content(
      @Nullable String promptHash,
      @Nullable String promptHashKey,
      @Nullable String decisionSummary,
      boolean degraded,
      Map<String, String> tags) {

    public Content {
      tags = Map.copyOf(tags);
    }

    boolean isSameAs(Content other) {
      boolean sameKey = Objects.equals(promptHashKey, other.promptHashKey);
      return (!sameKey || Objects.equals(promptHash, other.promptHash))
          && Objects.equals(decisionSummary, other.decisionSummary)
          && degraded == other.degraded
          && tags.equals(other.tags);
    }
  }
}
