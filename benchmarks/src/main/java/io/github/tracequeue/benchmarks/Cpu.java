// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The CPU time of this process. */
final class Cpu {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Cpu() {}

  /** The CPU time of all threads in nanoseconds. */
  static long nanos() {
    return SYSTEM.getProcessCpuTime();
  }
}
