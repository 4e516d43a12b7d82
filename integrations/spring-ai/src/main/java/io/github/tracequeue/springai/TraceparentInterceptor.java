// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends the current run as the header {@code traceparent}, so that the agent which is asked
 * continues its trace. For the {@code RestClient} with which an agent asks other agents: {@code
 * builder.requestInterceptor(new TraceparentInterceptor())}. A header that is there already stays.
 */
public final class TraceparentInterceptor implements ClientHttpRequestInterceptor {
  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";

  /** An interceptor; it has no settings. */
  public TraceparentInterceptor() {}

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    Run run = CurrentRun.get();
    HttpHeaders headers = request.getHeaders();
    if (run != null && headers.getFirst(TRACEPARENT) == null) {
      headers.set(TRACEPARENT, run.traceparent());
      if (!run.context().tracestate().isEmpty()) {
        headers.set(TRACESTATE, run.context().tracestate());
      }
    }
    return execution.execute(request, body);
  }
}
