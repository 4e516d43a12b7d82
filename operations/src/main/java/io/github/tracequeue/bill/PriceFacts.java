// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The dated prices of one region. Immutable. */
public final class PriceFacts {
  private static final String RESOURCE = "aws-prices.json";

  private final String region;
  private final Map<String, PriceFact> facts;

  private PriceFacts(String region, Map<String, PriceFact> facts) {
    this.region = region;
    this.facts = facts;
  }

  /** The bundled prices. */
  public static PriceFacts load() {
    try (InputStream in = PriceFacts.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: " + RESOURCE);
      }
      return parse(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PriceFacts parse(JsonNode file) {
    Map<String, PriceFact> facts = new LinkedHashMap<>();
    for (JsonNode price : file.required("prices")) {
      String id = price.required("id").asText();
      facts.put(
          id,
          new PriceFact(
              id,
              price.required("service").asText(),
              new BigDecimal(price.required("per").asText()),
              price.required("unit").asText(),
              new BigDecimal(price.required("usd").asText()),
              new BigDecimal(price.required("free").asText()),
              price.required("as_of").asText(),
              price.required("confirmed").asBoolean(),
              price.required("source").asText()));
    }
    return new PriceFacts(file.required("region").asText(), facts);
  }

  /** The region of the prices. */
  public String region() {
    return region;
  }

  /** All prices, in the order of the file. */
  public List<PriceFact> all() {
    return List.copyOf(facts.values());
  }

  PriceFact get(String id) {
    PriceFact fact = facts.get(id);
    if (fact == null) {
      throw new IllegalArgumentException("there is no price for " + id);
    }
    return fact;
  }
}
