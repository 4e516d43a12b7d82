// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import io.github.tracequeue.pricing.ProviderCounting;
import io.github.tracequeue.store.StoredTrace.Audio;
import io.github.tracequeue.store.StoredTrace.Tokens;
import org.jspecify.annotations.Nullable;

/** Creates token counts from their fields, and repairs contradictory counts. */
final class TokenFields {

  private final EventFields fields;

  private TokenFields(EventFields fields) {
    this.fields = fields;
  }

  static Tokens of(EventFields fields) {
    return new TokenFields(fields).tokens();
  }

  static long cached(Tokens tokens) {
    return tokens.cacheRead() + tokens.cacheWrite5m() + tokens.cacheWrite1h();
  }

  private Tokens tokens() {
    ProviderCounting counting =
        new ProviderCounting(fields.text(Field.PROVIDER), fields.required(Field.MODEL));
    long input = fields.numberOrZero(Field.INPUT_TOKENS);
    long sentOutput = fields.numberOrZero(Field.OUTPUT_TOKENS);
    long output =
        counting.outputWithReasoning(sentOutput, fields.numberOrZero(Field.REASONING_TOKENS));
    if (output != sentOutput) {
      fields.repair(Field.OUTPUT_TOKENS);
    }
    long reasoning = atMost(output, Field.REASONING_TOKENS);
    long cacheRead = fields.numberOrZero(Field.CACHE_READ_TOKENS);
    long cacheWrite5m = fields.numberOrZero(Field.CACHE_WRITE_5M_TOKENS);
    long cacheWrite1h = fields.numberOrZero(Field.CACHE_WRITE_1H_TOKENS);
    long inputAudio = atMost(input, Field.INPUT_AUDIO_TOKENS);
    long outputAudio = atMost(output, Field.OUTPUT_AUDIO_TOKENS);
    long cachedAudio = atMost(cacheRead, Field.CACHE_READ_AUDIO_TOKENS);
    long cached = cacheRead + cacheWrite5m + cacheWrite1h;
    Boolean sentInclusive = sentInclusive();
    boolean inclusive = counting.isInclusive(sentInclusive, input, cached);
    if (sentInclusive != null && sentInclusive != inclusive) {
      fields.repair(Field.USAGE_CONVENTION);
    }
    if (inclusive) {
      inputAudio = withCachedAudio(inputAudio, cachedAudio, input - cached);
    }
    boolean inferred = sentInclusive == null && cached > 0;
    return new Tokens(
        input,
        output,
        cacheRead,
        cacheWrite5m,
        cacheWrite1h,
        reasoning,
        new Audio(inputAudio, outputAudio, cachedAudio),
        inclusive,
        inferred);
  }

  /** A count that is part of another one, limited to it. */
  private long atMost(long limit, Field field) {
    long count = fields.numberOrZero(field);
    if (count <= limit) {
      return count;
    }
    fields.repair(field);
    return limit;
  }

  /** The audio of an input that contains the cached tokens: that of the cache, and of the rest. */
  private long withCachedAudio(long inputAudio, long cachedAudio, long notCached) {
    long possible = Math.max(cachedAudio, Math.min(inputAudio, cachedAudio + notCached));
    if (possible != inputAudio) {
      fields.repair(Field.INPUT_AUDIO_TOKENS);
    }
    return possible;
  }

  /** Whether the sender counts inclusively; null if unknown. */
  private @Nullable Boolean sentInclusive() {
    String convention = fields.text(Field.USAGE_CONVENTION);
    if (convention == null) {
      return null;
    }
    return switch (convention) {
      case "inclusive" -> true;
      case "exclusive" -> false;
      default -> {
        fields.repair(Field.USAGE_CONVENTION);
        yield null;
      }
    };
  }
}
