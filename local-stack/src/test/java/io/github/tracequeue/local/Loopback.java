// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.testkit.LoopbackServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/** That a server is out of reach from outside. */
final class Loopback {

  private Loopback() {}

  /** Connects by every address of this machine: only 127.0.0.1 may answer. */
  static void assertOnly(URI endpoint) throws IOException {
    assertThat(endpoint.getHost()).isEqualTo("127.0.0.1");
    connect(LoopbackServer.address(0).getAddress(), endpoint.getPort());
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();
    for (InetAddress other : others) {
      assertThatThrownBy(() -> connect(other, endpoint.getPort()))
          .as(other.getHostAddress())
          .isInstanceOf(IOException.class);
    }
  }

  private static void connect(InetAddress address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2_000);
    }
  }
}
