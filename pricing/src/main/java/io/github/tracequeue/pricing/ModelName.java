// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model's id taken out of a form that also says who sells it.
 *
 * @param provider the seller
 * @param name the id at that seller
 */
record ModelName(String provider, String name) {

  private static final String BEDROCK = "aws.bedrock";
  private static final String FOUNDATION_MODEL = "foundation-model/";
  private static final String INFERENCE_PROFILE = "inference-profile/";

  private static final Map<String, String> PROVIDER_BY_VENDOR =
      Map.of(
          "anthropic", "anthropic",
          "bedrock", BEDROCK,
          "deepseek", "deepseek",
          "gemini", "gcp.gemini",
          "google", "gcp.gemini",
          "mistral", "mistral_ai",
          "models", "gcp.gemini",
          "openai", "openai");

  /** Takes off a vendor such as {@code anthropic/}, or a Bedrock ARN; null if there is neither. */
  static @Nullable ModelName unwrap(String model) {
    if (model.startsWith("arn:")) {
      return unwrapArn(model);
    }
    int slash = model.indexOf('/');
    String provider = slash < 0 ? null : PROVIDER_BY_VENDOR.get(model.substring(0, slash));
    if (provider == null) {
      return null;
    }
    String name = model.substring(slash + 1);
    return provider.equals(BEDROCK) && name.startsWith("arn:")
        ? unwrapArn(name)
        : new ModelName(provider, name);
  }

  /**
   * The name without a date at its end ({@code -20260922}, {@code @20260922}, {@code -2026-09-22});
   * null if there is none.
   */
  static @Nullable String withoutDate(String name) {
    int compact = name.length() - 8;
    if (compact > 1 && (name.charAt(compact - 1) == '-' || name.charAt(compact - 1) == '@')) {
      String date = name.substring(compact);
      if (isDay(date.substring(0, 4) + "-" + date.substring(4, 6) + "-" + date.substring(6))) {
        return name.substring(0, compact - 1);
      }
    }
    int dashed = name.length() - 10;
    return dashed > 1 && name.charAt(dashed - 1) == '-' && isDay(name.substring(dashed))
        ? name.substring(0, dashed - 1)
        : null;
  }

  /** {@code arn:partition:bedrock:region:account:resource}, for the two resources that tell. */
  private static @Nullable ModelName unwrapArn(String arn) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6 || !parts[2].equals("bedrock")) {
      return null;
    }
    boolean gov = parts[1].equals("aws-us-gov");
    String resource = parts[5];
    if (!gov && !parts[1].equals("aws")) {
      return null;
    }
    if (resource.startsWith(FOUNDATION_MODEL)) {
      String name = resource.substring(FOUNDATION_MODEL.length());
      return new ModelName(BEDROCK, gov ? "us-gov." + name : name);
    }
    return resource.startsWith(INFERENCE_PROFILE)
        ? new ModelName(BEDROCK, resource.substring(INFERENCE_PROFILE.length()))
        : null;
  }

  private static boolean isDay(String text) {
    LocalDate day = Digits.day(text);
    return day != null && day.getYear() >= 2020 && day.getYear() <= 2099;
  }
}
