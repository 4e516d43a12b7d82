// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Locale;

/** Whether {@code input_tokens} contains the tokens read from and written to a prompt cache. */
public enum UsageConvention {
  /** It contains them, as OpenTelemetry and OpenAI count; the contract's default. */
  INCLUSIVE,
  /** It does not, as Anthropic's API counts. */
  EXCLUSIVE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The convention as the wire contract spells it: lower case. */
  public String label() {
    return label;
  }
}
