// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/**
 * An HTTP client for priming that returns success for every request to DynamoDB, SQS and CloudWatch
 * and sends nothing. Thread-safe.
 */
final class StubHttpClient implements SdkHttpClient {

  /** An empty map in CBOR, the format of CloudWatch's responses. */
  private static final byte[] EMPTY_CBOR = {(byte) 0xBF, (byte) 0xFF};

  private static final byte[] EMPTY_JSON = "{}".getBytes(UTF_8);
  private static final byte[] SENT = "{\"Successful\":[],\"Failed\":[]}".getBytes(UTF_8);

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
    SdkHttpFullResponse.Builder response = SdkHttpFullResponse.builder().statusCode(200);
    byte[] body;
    if (target.startsWith("DynamoDB")) {
      body = EMPTY_JSON;
      response.putHeader("Content-Type", "application/x-amz-json-1.0");
    } else if (target.startsWith("AmazonSQS")) {
      body = SENT;
      response.putHeader("Content-Type", "application/x-amz-json-1.0");
    } else {
      body = EMPTY_CBOR;
      response
          .putHeader("Content-Type", "application/cbor")
          .putHeader("smithy-protocol", "rpc-v2-cbor");
    }
    response.putHeader("Content-Length", Integer.toString(body.length));
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return HttpExecuteResponse.builder()
            .response(response.build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}
