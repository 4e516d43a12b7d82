// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the build. */
final class BuildVersion implements IVersionProvider {

  /** The command's name and version. */
  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream file = BuildVersion.class.getResourceAsStream("build.properties")) {
      if (file == null) {
        throw new IOException("build.properties is not on the class path");
      }
      build.load(file);
    }
    return new String[] {"tracequeue " + build.getProperty("version")};
  }
}
