// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of agents in the form that the wire contract allows. */
final class AgentSlug {
  private static final Pattern FORBIDDEN = Pattern.compile("[^a-z0-9._-]+");
  private static final Pattern EDGES = Pattern.compile("^[._-]+|[._-]+$");
  private static final int MAX_LENGTH = 64;

  private AgentSlug() {}

  /** A name in lower case, with a dash for invalid characters; empty if nothing is left. */
  static String of(String name) {
    String dashed = FORBIDDEN.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    String slug = EDGES.matcher(dashed).replaceAll("");
    return slug.length() > MAX_LENGTH
        ? EDGES.matcher(slug.substring(0, MAX_LENGTH)).replaceAll("")
        : slug;
  }
}
