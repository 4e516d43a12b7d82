// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.lambda;

import io.github.tracequeue.testkit.EmulatorException;
import java.io.IOException;

/** Stops and resumes a process, as Lambda does between invocations. Thread-safe. */
final class Freezer implements AutoCloseable {
  private final long pid;
  private final Process watchdog;
  private boolean frozen;

  private Freezer(long pid, Process watchdog) {
    this.pid = pid;
    this.watchdog = watchdog;
  }

  static Freezer of(Process process) throws IOException {
    // A stopped process cannot notice that this one has ended. A shell does, because its standard
    // input ends then, and kills the process.
    Process watchdog =
        new ProcessBuilder("sh", "-c", "read _; kill -KILL " + process.pid()).start();
    return new Freezer(process.pid(), watchdog);
  }

  synchronized void freeze() {
    if (!frozen) {
      signal("STOP");
      frozen = true;
    }
  }

  synchronized void thaw() {
    if (frozen) {
      signal("CONT");
      frozen = false;
    }
  }

  @Override
  public void close() {
    watchdog.destroyForcibly();
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new EmulatorException("cannot send SIG" + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
