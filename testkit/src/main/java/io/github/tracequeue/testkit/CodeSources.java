// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** Finds the jars and folders that classes of this process were loaded from. */
public final class CodeSources {

  private CodeSources() {}

  /** The jar or folder of the class with that name; the class is not initialized. */
  public static Path of(String className) {
    try {
      return of(Class.forName(className, false, CodeSources.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The jar or folder of the class. */
  public static Path of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalArgumentException(type + " is part of the JDK");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
