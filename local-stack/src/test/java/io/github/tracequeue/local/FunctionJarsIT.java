// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.docs.Repository;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the jars that Lambda gets are packed of, which no class path of a test is. */
final class FunctionJarsIT {
  private static final String PROVIDER = regions("GeneratedServiceMetadataProvider");

  @ParameterizedTest
  @ValueSource(strings = {"consumer-lambda", "query-lambda"})
  void jar_ofAFunction_hasOurTableOfServicesAndItsThreeEntries(String module) throws Exception {
    File jar = Repository.ROOT.resolve(module).resolve("target").resolve(module + ".jar").toFile();
    Path ours = Repository.ROOT.resolve("service-metadata/target/classes").resolve(PROVIDER);
    List<String> entries;
    byte[] packed;
    try (ZipFile zip = new ZipFile(jar)) {
      entries =
          zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")).toList();
      packed = zip.getInputStream(zip.getEntry(PROVIDER)).readAllBytes();
    }

    assertThat(packed).isEqualTo(Files.readAllBytes(ours));
    assertThat(entries)
        .filteredOn(name -> name.contains("/servicemetadata/"))
        .containsExactlyInAnyOrder(
            regions("servicemetadata/DynamodbServiceMetadata"),
            regions("servicemetadata/MonitoringServiceMetadata"),
            regions("servicemetadata/SqsServiceMetadata"));
  }

  private static String regions(String name) {
    return "software/amazon/awssdk/regions/" + name + ".class";
  }
}
