// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.time.Duration;

/** Sends nothing. */
final class NoPipe implements Pipe {

  @Override
  public Object event(Call call) {
    return call;
  }

  @Override
  public boolean hand(Object event) {
    return true;
  }

  @Override
  public void flush(Duration timeout) {}

  @Override
  public void close() {}
}
