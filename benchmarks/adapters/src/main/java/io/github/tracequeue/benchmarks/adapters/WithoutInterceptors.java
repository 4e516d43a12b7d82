// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.adapters;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Loads the class path again, but hides the interceptor on it: the AWS SDK would add it to each
 * client, also to the one without the adapter.
 */
final class WithoutInterceptors extends URLClassLoader {
  private WithoutInterceptors(URL[] classPath) {
    super(classPath, ClassLoader.getPlatformClassLoader());
  }

  static WithoutInterceptors ofTheClassPath() throws MalformedURLException {
    List<URL> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toUri().toURL());
    }
    return new WithoutInterceptors(entries.toArray(URL[]::new));
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.endsWith("/execution.interceptors")
        ? Collections.emptyEnumeration()
        : super.getResources(name);
  }
}
