// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import software.amazon.awscdk.CloudFormationValidatePlugin;
import software.amazon.awscdk.CloudFormationValidatePluginProps;
import software.amazon.awscdk.ValidationRuleSource;

/**
 * The project's rules for templates, written for CloudFormation Guard. They are in one plugin with
 * the CDK's rules, because an app can have only one such plugin.
 */
final class OwnRules {
  private static final String RESOURCE = "tracequeue.guard";

  /** Shared, because compiling the rules takes a second. */
  private static final CloudFormationValidatePlugin PLUGIN = compile();

  private OwnRules() {}

  static CloudFormationValidatePlugin plugin() {
    return PLUGIN;
  }

  private static CloudFormationValidatePlugin compile() {
    return new CloudFormationValidatePlugin(
        CloudFormationValidatePluginProps.builder()
            .guardRules(
                List.of(ValidationRuleSource.builder().name(RESOURCE).content(source()).build()))
            .build());
  }

  private static String source() {
    try (InputStream in = OwnRules.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: " + RESOURCE);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
