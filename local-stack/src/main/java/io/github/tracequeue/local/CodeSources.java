// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where classes of this process were loaded from. */
final class CodeSources {

  private CodeSources() {}

  /** The jar or folder that holds the class of that name, which is not initialized by this. */
  static Path of(String className) {
    try {
      return of(Class.forName(className, false, CodeSources.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The jar or folder that holds the class. */
  static Path of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalArgumentException(type + " comes with the JDK");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
