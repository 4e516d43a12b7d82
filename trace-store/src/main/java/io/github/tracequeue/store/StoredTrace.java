// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One model call as the table holds it.
 *
 * @param eventId the idempotency key, a UUID in lower case
 * @param timestamp when the call was made, cut to milliseconds
 * @param agentSlug who made it
 * @param call what was called, and how it went
 * @param tokens what it used
 * @param cost what it cost
 * @param links the run, the trace and the session it belongs to
 * @param content what is kept of prompt and decision
 * @param sampleWeight the number of calls that this one represents, at least 1
 * @param repaired the contract's names of the fields that came with an invalid value
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

  public StoredTrace {
    timestamp = timestamp.truncatedTo(ChronoUnit.MILLIS);
    repaired = Set.copyOf(repaired);
  }

  /** A call whose fields all came with valid values. */
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
    this(
        eventId,
        timestamp,
        agentSlug,
        call,
        tokens,
        cost,
        links,
        content,
        sampleWeight,
        Set.of());
  }

  /** The same call with another weight. */
  public StoredTrace withSampleWeight(double weight) {
    return new StoredTrace(
        eventId, timestamp, agentSlug, call, tokens, cost, links, content, weight, repaired);
  }

  /**
   * Whether both are the same event as its producer sent it. What the consumer adds does not count:
   * price, weight, and the prompt's hash where the two were made with different keys.
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
   * A model call and how it went.
   *
   * @param provider OpenTelemetry's {@code gen_ai.provider.name}
   * @param latencyMillis the call's duration, 0 where it is not known
   * @param timeToFirstTokenMillis for a streamed answer
   * @param failed whether the call ended in an error
   * @param errorMessage at most 300 code points, only of a failed call
   * @param batch whether it went through the provider's batch interface
   * @param inferenceGeo where the provider ran the model
   * @param toolRequests requests of the provider's own tools: name to number
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

    /** A call without an error message, a place of inference or requests of tools. */
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
   * @param audio parts of the other counts
   * @param inclusive whether {@code input} contains the three cached counts
   * @param conventionInferred whether there are cached tokens and the producer did not say how it
   *     counts them
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

    /** Counts without audio, whose producer said how it counts. */
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

  /** The parts of the input, output and cache-read tokens that were audio. */
  public record Audio(long input, long output, long cacheRead) {

    public static final Audio NONE = new Audio(0, 0, 0);
  }

  /** Whether a cost is known, and from whom. */
  public enum CostStatus {
    /** Worked out from the price book. */
    PRICED,
    /** As the provider said it, through the producer. */
    PROVIDER_REPORTED,
    /** Not known, which is not zero. */
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
   * What a call cost.
   *
   * @param usd US dollars, exact; null where unpriced
   * @param priceRow the id of the price that was applied
   * @param unpricedReason a stable code
   * @param byMaker whether the price is the maker's although the call names a reseller
   */
  public record CallCost(
      CostStatus status,
      @Nullable BigDecimal usd,
      @Nullable String priceRow,
      @Nullable String unpricedReason,
      boolean byMaker) {

    /** The value of the attribute {@code price_source} where the price is the maker's. */
    static final String BY_MAKER = "maker";

    public CallCost {
      usd = usd == null ? null : usd.stripTrailingZeros();
    }

    public static CallCost priced(BigDecimal usd, String priceRow) {
      return new CallCost(CostStatus.PRICED, usd, priceRow, null, false);
    }

    /** A price of the maker's, because none is known of the reseller that the call names. */
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

  /** Where a call belongs; each id is null where the producer gave none. */
  public record TraceLinks(
      @Nullable String runId,
      @Nullable String traceId,
      @Nullable String spanId,
      @Nullable String parentSpanId,
      @Nullable String sessionId) {}

  /**
   * What is kept of the texts.
   *
   * @param promptHash 16 hex digits, empty for an empty prompt, null without a prompt
   * @param promptHashKey the id of the key of a keyed hash that the consumer made
   * @param decisionSummary at most 300 code points
   * @param degraded whether the producer left texts out to save memory
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
