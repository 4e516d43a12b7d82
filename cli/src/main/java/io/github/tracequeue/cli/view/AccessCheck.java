// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.view;

import io.github.tracequeue.query.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets only the operator's own browser tab access a server on 127.0.0.1.
 *
 * <p>Any page that the operator visits can send requests to it, and an attacker's host name can
 * resolve to it. So the Host header must be the server's own, requests of other origins are
 * refused, and the path must contain a random token.
 */
final class AccessCheck {

  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final Set<String> hosts;
  private final Set<String> origins;
  private final String base;

  /**
   * A check for one server.
   *
   * @param token the first segment of every path
   */
  AccessCheck(int port, String token) {
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    this.origins = Set.of("http://127.0.0.1:" + port, "http://localhost:" + port);
    this.base = '/' + token;
  }

  /** Why a request is refused; empty if it is not. Header names are in lower case. */
  Optional<Problem> refusal(String path, Map<String, String> headers) {
    if (!hosts.contains(headers.getOrDefault("host", ""))) {
      return refused("The Host header names another server.");
    }
    String origin = headers.get("origin");
    if (origin != null && !origins.contains(origin)) {
      return refused("The request comes from a page of another origin.");
    }
    if (isFromAnotherSite(headers) && !isOpenedInATab(headers)) {
      return refused("The request comes from a page of another site.");
    }
    if (!hasToken(path)) {
      return Optional.of(
          Problem.notFound("Open the complete URL that the command printed. It contains a token."));
    }
    return Optional.empty();
  }

  /** The path without the token; empty if the slash after the token is missing. */
  String withoutToken(String path) {
    return path.substring(base.length());
  }

  private boolean hasToken(String path) {
    int end = path.indexOf('/', 1);
    String first = end < 0 ? path : path.substring(0, end);
    // In constant time, so that response times reveal nothing about the token.
    return MessageDigest.isEqual(
        first.getBytes(StandardCharsets.UTF_8), base.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isFromAnotherSite(Map<String, String> headers) {
    @Nullable String site = headers.get("sec-fetch-site");
    return site != null && !OWN_SITES.contains(site);
  }

  /** A link that the operator followed: the page that contains it cannot read the response. */
  private static boolean isOpenedInATab(Map<String, String> headers) {
    return "navigate".equals(headers.get("sec-fetch-mode"))
        && "document".equals(headers.get("sec-fetch-dest"));
  }

  private static Optional<Problem> refused(String detail) {
    return Optional.of(Problem.of("refused", 403, "Request refused", detail));
  }
}
