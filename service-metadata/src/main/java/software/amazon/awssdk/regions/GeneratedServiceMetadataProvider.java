// SPDX-License-Identifier: Apache-2.0
package software.amazon.awssdk.regions;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.servicemetadata.DynamodbServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.MonitoringServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SqsServiceMetadata;

/**
 * Stands for the SDK's class of this name in the functions' jars. The SDK's makes an entry for each
 * of AWS's 300 services when the first client is built, each a class of its own; this one has the
 * SDK's entries of the services that the functions call. For any other the SDK falls back to what
 * holds for nearly all: a region signs by its own name.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {

  @Override
  public @Nullable ServiceMetadata serviceMetadata(String endpointPrefix) {
    return switch (endpointPrefix) {
      case "dynamodb" -> new DynamodbServiceMetadata();
      case "monitoring" -> new MonitoringServiceMetadata();
      case "sqs" -> new SqsServiceMetadata();
      default -> null;
    };
  }
}
