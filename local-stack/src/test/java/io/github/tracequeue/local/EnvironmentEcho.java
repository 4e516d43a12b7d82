// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A function that answers with its environment. */
public final class EnvironmentEcho implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    for (Map.Entry<String, String> each : System.getenv().entrySet()) {
      output.write((each + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
