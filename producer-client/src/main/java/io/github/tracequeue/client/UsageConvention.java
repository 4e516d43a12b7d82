// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Locale;

/** Whether the input tokens contain the tokens read from and written to a prompt cache. */
public enum UsageConvention {
  /** The input tokens include them, as in OpenAI's API and OpenTelemetry's attributes. */
  INCLUSIVE,
  /** The input tokens exclude them, as in Anthropic's API and Bedrock's Converse. */
  EXCLUSIVE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The convention in the wire contract: lower case. */
  public String label() {
    return label;
  }
}
