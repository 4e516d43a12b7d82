// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bedrock;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Model ids as the price book knows them. */
final class BedrockModel {
  private static final Pattern ARN =
      Pattern.compile("arn:[^:]*:bedrock:[^:]*:[^:]*:(foundation-model|inference-profile)/(.+)");

  private BedrockModel() {}

  /**
   * The id of a model or of a profile of AWS, from an ARN too. The ARN of a profile of your own
   * does not contain its model and stays unchanged.
   */
  static String of(String modelId) {
    Matcher arn = ARN.matcher(modelId);
    return arn.matches() ? arn.group(2) : modelId;
  }
}
