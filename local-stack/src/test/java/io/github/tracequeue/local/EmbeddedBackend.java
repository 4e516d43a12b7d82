// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.time.Clock;

/** The services of the local stack, in this process. */
final class EmbeddedBackend implements Backend {
  private final Closing closing = new Closing();
  private final EmbeddedServices services =
      closing.add(
          EmbeddedServices.start(
              Ports.from(0), closing.add(StateFolder.open(null)), Clock.systemUTC()));

  @Override
  public ServiceEndpoints endpoints() {
    return services.endpoints();
  }

  @Override
  public void close() {
    closing.close();
  }
}
