// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The bundled prices: one file for each seller, read when a call names the seller. */
final class BundledShelf implements PriceShelf {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private final Map<String, SellerPrices> read = new ConcurrentHashMap<>();

  @Override
  public SellerPrices of(String seller) {
    return read.computeIfAbsent(seller, BundledShelf::read);
  }

  @Override
  public Set<String> sellers() {
    Set<String> sellers = new LinkedHashSet<>();
    Sellers.all().forEach(seller -> sellers.add(seller.name()));
    return sellers;
  }

  /** Reads only one seller, because each id begins with the seller's name. */
  @Override
  public boolean hasId(String id) {
    SellerPrices prices = of(id.substring(0, Math.max(0, id.indexOf('/'))));
    return prices.names().stream()
        .map(prices::get)
        .filter(Objects::nonNull)
        .flatMap(model -> model.rates().stream())
        .anyMatch(rate -> rate.id().equals(id));
  }

  private static SellerPrices read(String seller) {
    // A producer's text must not become another path.
    if (!NAME.matcher(seller).matches()) {
      return EmptyShelf.INSTANCE;
    }
    try (InputStream in = BundledShelf.class.getResourceAsStream("prices/" + seller + ".csv")) {
      if (in == null) {
        return EmptyShelf.INSTANCE;
      }
      try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
        return BundledPrices.read(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the bundled prices of " + seller, e);
    }
  }
}
