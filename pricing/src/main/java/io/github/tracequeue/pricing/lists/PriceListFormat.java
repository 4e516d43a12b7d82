// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing.lists;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tracequeue.pricing.PriceList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** The public price lists that can be read. */
public enum PriceListFormat {
  /** LiteLLM's {@code model_prices_and_context_window.json}. */
  LITELLM("litellm", LiteLlmList::read),
  /** The v2 data of pydantic's genai-prices. */
  GENAI_PRICES("genai-prices", GenaiPricesList::read);

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final String shortName;

  @SuppressWarnings("ImmutableEnumChecker") // Each is a static method.
  private final Function<JsonNode, PriceList> reader;

  PriceListFormat(String shortName, Function<JsonNode, PriceList> reader) {
    this.shortName = shortName;
    this.reader = reader;
  }

  /** The list's short name, which is part of a rate's source. */
  public String shortName() {
    return shortName;
  }

  /**
   * Reads a file of this format.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it has another format; the message names the error
   */
  public PriceList read(Path file) throws IOException {
    return reader.apply(tree(file));
  }

  /**
   * Detects a file's format and reads it.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it has none of the formats
   */
  public static PriceList readAny(Path file) throws IOException {
    return detect(tree(file));
  }

  static PriceList detect(JsonNode tree) {
    return (tree.isArray() ? GENAI_PRICES : LITELLM).reader.apply(tree);
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return parse(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  static JsonNode parse(String json) throws JsonProcessingException {
    return JSON.readTree(json);
  }
}
