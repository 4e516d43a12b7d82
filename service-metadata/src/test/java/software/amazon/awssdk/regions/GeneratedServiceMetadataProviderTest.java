// SPDX-License-Identifier: Apache-2.0
package software.amazon.awssdk.regions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the SDK asks this class, and that nothing which the functions call becomes another. */
final class GeneratedServiceMetadataProviderTest {

  @ParameterizedTest
  @CsvSource({
    "dynamodb, DynamodbServiceMetadata",
    "monitoring, MonitoringServiceMetadata",
    "sqs, SqsServiceMetadata"
  })
  void serviceMetadata_calledByTheFunctions_isTheSdksOwn(String endpointPrefix, String entry) {
    assertThat(ServiceMetadata.of(endpointPrefix).getClass().getSimpleName()).isEqualTo(entry);
  }

  @Test
  void serviceMetadata_ofAnyOther_signsByTheRegionsOwnName() {
    ServiceMetadata other = ServiceMetadata.of("logs");

    assertThat(other).isInstanceOf(DefaultServiceMetadata.class);
    assertThat(Region.regions()).hasSizeGreaterThan(40);
    assertThat(Region.regions()).allMatch(region -> other.signingRegion(region).equals(region));
  }
}
