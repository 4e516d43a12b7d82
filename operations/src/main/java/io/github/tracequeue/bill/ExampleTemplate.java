// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The synthesized CloudFormation template of the example configuration. Hashes of packaged code are
 * replaced by a placeholder.
 */
public final class ExampleTemplate {
  private static final String RESOURCE = "example.template.json";

  private ExampleTemplate() {}

  /** Reads the template; returns a new tree each time. */
  public static JsonNode load() {
    try (InputStream in = ExampleTemplate.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: " + RESOURCE);
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
