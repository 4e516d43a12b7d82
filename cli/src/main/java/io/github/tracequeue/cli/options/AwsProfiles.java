// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/** The profiles of the AWS configuration files. */
final class AwsProfiles {
  private AwsProfiles() {}

  /**
   * Checks that the profile exists that an option, or else {@code AWS_PROFILE}, names.
   *
   * @throws UsageException if it does not exist; names it and the profiles that do
   */
  static void check(@Nullable String option) {
    if (option != null) {
      check("--profile", option);
    } else if (SdkSystemSetting.AWS_ACCESS_KEY_ID.getStringValue().isEmpty()) {
      ProfileFileSystemSetting.AWS_PROFILE
          .getStringValue()
          .ifPresent(name -> check("AWS_PROFILE", name));
    }
  }

  private static void check(String source, String name) {
    ProfileFile file = ProfileFile.defaultProfileFile();
    if (file.profile(name).isEmpty()) {
      TreeSet<String> known = new TreeSet<>(file.profiles().keySet());
      throw new UsageException(
          source
              + ": there is no AWS profile '"
              + name
              + "'; "
              + (known.isEmpty()
                  ? "the AWS configuration files contain no profiles"
                  : "known profiles: " + String.join(", ", known)));
    }
  }
}
