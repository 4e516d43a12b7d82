// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model's name at a seller, extracted from a form that identifies the seller.
 *
 * @param seller the seller's canonical name
 * @param name the name at that seller
 */
record ModelName(String seller, String name) {

  private static final Pattern FOUNDATION_MODEL_ARN =
      Pattern.compile("arn:aws(?:-us-gov)?:bedrock:([a-z0-9-]+)::foundation-model/(.+)");

  private static final Pattern INFERENCE_PROFILE_ARN =
      Pattern.compile("arn:aws(?:-us-gov)?:bedrock:[a-z0-9-]+:[0-9]+:inference-profile/(.+)");

  /** Vertex AI's name of a publisher's model; the project and the location are optional. */
  private static final Pattern VERTEX_PATH =
      Pattern.compile("(?:projects/[^/]+/locations/[^/]+/)?publishers/[^/]+/models/(.+)");

  /** The Bedrock API names that LiteLLM adds to a model's name. */
  private static final List<String> BEDROCK_ROUTES =
      List.of("converse/", "converse_like/", "invoke/");

  /** Parses a seller's prefix such as {@code azure/}, or an ARN; null if there is neither. */
  static @Nullable ModelName addressed(String model) {
    if (model.startsWith("arn:")) {
      return ofArn(model);
    }
    Matcher vertex = VERTEX_PATH.matcher(model);
    if (vertex.matches()) {
      return new ModelName(Sellers.VERTEX, vertex.group(1));
    }
    int slash = model.indexOf('/');
    if (slash < 0) {
      return null;
    }
    String prefix = model.substring(0, slash);
    String name = model.substring(slash + 1);
    // The Gemini API's own name of a model is "models/ID".
    if (prefix.equals("models")) {
      return new ModelName(Sellers.GEMINI, name);
    }
    Seller seller = Sellers.find(prefix);
    if (seller == null) {
      return null;
    }
    return seller.name().equals(Sellers.BEDROCK)
        ? ofBedrock(name)
        : new ModelName(seller.name(), name);
  }

  private static @Nullable ModelName ofBedrock(String name) {
    for (String route : BEDROCK_ROUTES) {
      if (name.startsWith(route)) {
        return ofBedrock(name.substring(route.length()));
      }
    }
    return name.startsWith("arn:") ? ofArn(name) : new ModelName(Sellers.BEDROCK, name);
  }

  /** Supports the two resource types whose ARN contains the model. */
  private static @Nullable ModelName ofArn(String arn) {
    Matcher foundation = FOUNDATION_MODEL_ARN.matcher(arn);
    if (foundation.matches()) {
      return new ModelName(Sellers.BEDROCK, foundation.group(1) + "/" + foundation.group(2));
    }
    Matcher profile = INFERENCE_PROFILE_ARN.matcher(arn);
    return profile.matches() ? new ModelName(Sellers.BEDROCK, profile.group(1)) : null;
  }
}
