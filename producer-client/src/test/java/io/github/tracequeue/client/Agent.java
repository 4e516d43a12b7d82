// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** An agent as a program, for the tests that end or freeze one. */
final class Agent {
  /** What the agent does; each prints a line when it is ready. */
  enum Task {
    /** Returns from main with a client that is neither closed nor drained. */
    RETURN,
    /** Calls System.exit(7) with such a client. */
    EXIT,
    /** Records and waits to be ended. */
    WAIT,
    /** The same, with a shutdown hook that closes the client. */
    WAIT_WITH_HOOK,
    /** Records and flushes one event for each line that it reads. */
    ANSWER,
    /** Records for seconds as fast as it may, and watches the account. */
    OVERLOAD,
    /** Sends one event, then does nothing for seconds, and says what that cost. */
    IDLE
  }

  private static final int EVENTS = 100;

  private Agent() {}

  public static void main(String[] arguments) throws IOException {
    Task task = Task.valueOf(arguments[0]);
    TraceClient client =
        TraceClient.builder(arguments[1])
            .linger(Duration.ofMillis(5))
            .requestTimeout(Duration.ofSeconds(30))
            .build();
    switch (task) {
      case RETURN -> record(client);
      case EXIT -> {
        record(client);
        System.exit(7);
      }
      case WAIT -> waitForTheEnd(client);
      case WAIT_WITH_HOOK -> {
        // Not the default's two seconds: this client is cold, and the machine may be busy.
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> client.close(Duration.ofSeconds(20))));
        waitForTheEnd(client);
      }
      case ANSWER -> answer(client);
      case OVERLOAD -> Overload.run(client, Duration.ofSeconds(6));
      case IDLE -> Idleness.run(client, Duration.ofSeconds(3));
    }
  }

  private static void record(TraceClient client) {
    for (int i = 0; i < EVENTS; i++) {
      client.record(Events.numbered(i));
    }
    System.out.println("recorded " + client.stats().recorded());
  }

  private static void waitForTheEnd(TraceClient client) {
    record(client);
    while (true) {
      LockSupport.park();
    }
  }

  private static void answer(TraceClient client) throws IOException {
    System.out.println("ready");
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      client.record(Events.numbered(Integer.parseInt(line)));
      long start = System.nanoTime();
      boolean flushed = client.flush(Duration.ofSeconds(30));
      System.out.println(
          "flushed " + flushed + " " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }
  }
}
