// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of functions that this one has started. */
final class ConsumerProcesses {

  private ConsumerProcesses() {}

  static List<ProcessHandle> all() {
    return ProcessHandle.current().children().filter(ConsumerProcesses::isFunction).toList();
  }

  /** Ends them as the kernel does when memory runs out. */
  static void killAll() {
    all().forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean isFunction(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"))
          .contains("AWS_LAMBDA_RUNTIME_API=");
    } catch (IOException e) {
      // It has ended meanwhile.
      return false;
    }
  }
}
