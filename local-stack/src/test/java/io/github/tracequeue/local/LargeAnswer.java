// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A function that answers with as many bytes as its event says. */
public final class LargeAnswer implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    int size = Integer.parseInt(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    output.write("x".repeat(size).getBytes(StandardCharsets.UTF_8));
  }
}
