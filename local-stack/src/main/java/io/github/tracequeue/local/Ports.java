// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Which port serves what: consecutive ones from a base, or any free ones. */
final class Ports {
  private final int base;

  private Ports(int base) {
    this.base = base;
  }

  /**
   * The ports from this one on.
   *
   * @param base 0 for any free ones
   */
  static Ports from(int base) {
    return new Ports(base);
  }

  int sqs() {
    return base;
  }

  int dynamoDb() {
    return base == 0 ? 0 : base + 1;
  }

  int cloudWatch() {
    return base == 0 ? 0 : base + 2;
  }

  /**
   * A clear error where the port is taken; needed before servers that only log it.
   *
   * @throws LocalStackException where it is
   */
  static void requireFree(int port, String service) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(loopback(port));
    } catch (IOException e) {
      throw busy(port, service, e);
    }
  }

  /** That port of this machine, out of reach for others. */
  static InetSocketAddress loopback(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  static LocalStackException busy(int port, String service, IOException cause) {
    return LocalStackException.portInUse(port, service, cause);
  }
}
