// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.net.ServerSocket;

/** The ports of the services: consecutive ones from a base port, or any free ones. */
final class Ports {
  private final int base;

  private Ports(int base) {
    this.base = base;
  }

  /**
   * The ports from a base port on.
   *
   * @param base the base port; 0 for any free ports
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

  /** The port after the viewer's. */
  int sns() {
    return base == 0 ? 0 : base + 4;
  }

  /**
   * Fails with a clear message if a port is in use. The services themselves would only log it.
   *
   * @throws LocalStackException if a port is in use
   */
  void requireFree() {
    requireFree(sqs(), "SQS");
    requireFree(dynamoDb(), "DynamoDB");
    requireFree(cloudWatch(), "CloudWatch");
    requireFree(sns(), "SNS");
  }

  private static void requireFree(int port, String service) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(LoopbackServer.address(port));
    } catch (IOException e) {
      throw LocalStackException.portInUse(port, service, e);
    }
  }
}
