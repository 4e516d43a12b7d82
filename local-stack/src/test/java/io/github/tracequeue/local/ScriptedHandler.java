// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function that does what a message's body says: runs in a process of its own, so it uses the JDK
 * only.
 *
 * <p>{@code do:throw}, {@code do:hang}, {@code do:exit}, {@code answer:TEXT} (up to the next
 * semicolon, with {@code '} for a quote and {@code pid} for the process id), {@code fail-me}
 * (reports the message), {@code first:DO} (does it on the first receive only); everything else
 * succeeds.
 */
public final class ScriptedHandler implements RequestStreamHandler {
  private static final Pattern RECORD =
      Pattern.compile(
          "\"messageId\":\"([^\"]+)\".*?\"body\":\"([^\"]*)\".*?\"ApproximateReceiveCount\":\"(\\d+)\"");
  private static final Pattern ANSWER = Pattern.compile("answer:([^;]*);");

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    StringBuilder failures = new StringBuilder();
    String pid = Long.toString(ProcessHandle.current().pid());
    String answer = null;
    Matcher record = RECORD.matcher(event);
    while (record.find()) {
      String id = record.group(1);
      String body = record.group(2);
      if (body.contains("first:") && !record.group(3).equals("1")) {
        continue;
      }
      act(body);
      if (body.contains("fail-me")) {
        failures.append(failures.isEmpty() ? "" : ",");
        failures.append("{\"itemIdentifier\":\"").append(id).append("\"}");
      }
      Matcher scripted = ANSWER.matcher(body);
      if (scripted.find()) {
        answer = scripted.group(1).replace('\'', '"').replace("pid", pid);
      }
    }
    if (answer == null) {
      answer = "{\"batchItemFailures\":[" + failures + "]}";
    }
    System.out.println("handled in " + pid);
    output.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static void act(String body) {
    if (body.contains("do:throw")) {
      throw new IllegalStateException("as told");
    }
    if (body.contains("do:exit")) {
      Runtime.getRuntime().halt(3);
    }
    if (body.contains("do:hang")) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
