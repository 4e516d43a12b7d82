// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.tracequeue.pricing.Cost;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.pricing.ProviderCounting;
import io.github.tracequeue.pricing.TokenCounts;
import io.github.tracequeue.pricing.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads calls from message bodies: validates, maps, hashes and prices them. */
final class CallReader {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Duration TIME_TO_LIVE = Duration.ofDays(30);
  private static final int HASHED_CODE_POINTS = 200;

  private final Schema schema = schema();
  private final PriceBook prices = PriceBook.bundled();

  private static Schema schema() {
    try (InputStream file = CallReader.class.getResourceAsStream("trace-event.v1.schema.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(MAPPER.readTree(Objects.requireNonNull(file)));
      schema.initializeValidators();
      return schema;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The events of a body: one event, an array or an envelope.
   *
   * @throws IllegalArgumentException if the body violates the contract
   */
  List<JsonNode> events(String text) throws JsonProcessingException {
    JsonNode body = MAPPER.readTree(text);
    if (!schema.validate(body).isEmpty()) {
      throw new IllegalArgumentException("the body violates the contract");
    }
    JsonNode events = body.isArray() ? body : body.path("events");
    return events.isArray() ? events.valueStream().toList() : List.of(body);
  }

  /** The call as an item. */
  CallItem call(JsonNode event, SQSMessage message, int place) throws JsonProcessingException {
    CallItem call = MAPPER.treeToValue(event, CallItem.class);
    if ("run".equals(call.getType())) {
      throw new IllegalArgumentException("runs are not supported");
    }
    Instant timestamp = timestamp(call, message);
    call.setTimestamp(MILLIS.format(timestamp));
    call.setEventId(
        call.getEventId() == null
            ? UUID.nameUUIDFromBytes((message.getMessageId() + '/' + place).getBytes(UTF_8))
                .toString()
            : call.getEventId().toLowerCase(Locale.ROOT));
    if (call.getPromptPreview() != null) {
      call.setPromptHash(hash(call.getPromptPreview()));
      call.setPromptPreview(null);
    }
    price(call, timestamp);
    call.setKeys(Instant.now().plus(TIME_TO_LIVE));
    return call;
  }

  private static Instant timestamp(CallItem call, SQSMessage message) {
    if (call.getTimestamp() != null) {
      return Instant.parse(call.getTimestamp());
    }
    long sent = Long.parseLong(message.getAttributes().get("SentTimestamp"));
    return Instant.ofEpochMilli(sent - count(call.getLatencyMs()));
  }

  /** The first 16 hex digits of SHA-256 over the start of the prompt. */
  private static String hash(String prompt) {
    if (prompt.isEmpty()) {
      return "";
    }
    String start =
        prompt.codePointCount(0, prompt.length()) <= HASHED_CODE_POINTS
            ? prompt
            : prompt.substring(0, prompt.offsetByCodePoints(0, HASHED_CODE_POINTS));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(start.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** Sets the cost by the price book, if the provider reported none. */
  private void price(CallItem call, Instant timestamp) {
    if (call.getCostUsd() != null && call.getCostUsd().signum() > 0) {
      return;
    }
    Map<String, Long> tools = call.getToolRequests() == null ? Map.of() : call.getToolRequests();
    Usage usage =
        Usage.of(call.getProvider(), call.getModel(), timestamp, tokens(call))
            .withToolRequests(tools)
            .servedBy(
                new Usage.Service(
                    Boolean.TRUE.equals(call.getBatch()),
                    call.getServiceTier(),
                    call.getInferenceGeo()));
    Cost cost = prices.price(usage);
    if (cost instanceof Cost.Priced priced) {
      call.setCostUsd(priced.usd());
      call.setPriceRow(priced.rate());
    } else if (cost instanceof Cost.Unpriced unpriced) {
      call.setCostUsd(null);
      call.setUnpricedReason(unpriced.reason());
    }
  }

  private static TokenCounts tokens(CallItem call) {
    long read = count(call.getCacheReadTokens());
    long shortWrite = count(call.getCacheWrite5mTokens());
    long longWrite = count(call.getCacheWrite1hTokens());
    String convention = call.getUsageConvention();
    boolean inclusive =
        new ProviderCounting(call.getProvider(), call.getModel())
            .isInclusive(
                convention == null ? null : convention.equals("inclusive"),
                call.getInputTokens(),
                read + shortWrite + longWrite);
    return TokenCounts.ofText(
            call.getInputTokens(), call.getOutputTokens(), read, shortWrite, longWrite, inclusive)
        .withAudio(
            count(call.getInputAudioTokens()),
            count(call.getOutputAudioTokens()),
            count(call.getCacheReadAudioTokens()));
  }

  private static long count(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
