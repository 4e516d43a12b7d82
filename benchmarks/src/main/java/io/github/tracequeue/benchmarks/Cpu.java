// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Processor time of this process. */
final class Cpu {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Cpu() {}

  /** All threads together, in nanoseconds. */
  static long nanos() {
    return SYSTEM.getProcessCpuTime();
  }
}
