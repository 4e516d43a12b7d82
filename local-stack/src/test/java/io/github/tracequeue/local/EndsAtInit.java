// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** A function whose process ends before it is ready. */
public final class EndsAtInit implements RequestStreamHandler {

  /** Called by the runtime client. */
  public EndsAtInit() {
    Runtime.getRuntime().halt(4);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context) {}
}
