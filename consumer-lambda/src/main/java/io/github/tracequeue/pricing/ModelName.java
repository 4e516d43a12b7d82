// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

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
    int length = name.length();
    if (length > 9 && (name.charAt(length - 9) == '-' || name.charAt(length - 9) == '@')) {
      String date = name.substring(length - 8);
      if (isDate(date)) {
        return name.substring(0, length - 9);
      }
    }
    if (length > 11
        && name.charAt(length - 11) == '-'
        && name.charAt(length - 6) == '-'
        && name.charAt(length - 3) == '-') {
      String date = name.substring(length - 10).replace("-", "");
      if (isDate(date)) {
        return name.substring(0, length - 11);
      }
    }
    return null;
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

  /** Eight digits that are a day of the years 2020 to 2099. */
  private static boolean isDate(String digits) {
    if (digits.length() != 8 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int year = Integer.parseInt(digits.substring(0, 4));
    int month = Integer.parseInt(digits.substring(4, 6));
    int day = Integer.parseInt(digits.substring(6));
    return year >= 2020
        && year <= 2099
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= java.time.YearMonth.of(year, month).lengthOfMonth();
  }
}
