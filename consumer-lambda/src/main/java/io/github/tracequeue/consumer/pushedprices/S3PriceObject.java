// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.pushedprices;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A price file in a bucket. Thread-safe. */
public final class S3PriceObject implements PriceObject {

  private static final int NOT_MODIFIED = 304;

  private final S3Client s3;
  private final String bucket;

  /** Reads with a client that the caller closes. */
  public S3PriceObject(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public @Nullable Content fetchUnless(String version) throws IOException {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(bucket).key(PushedPrices.KEY);
    if (!version.isEmpty()) {
      request.ifNoneMatch(version);
    }
    try {
      ResponseBytes<GetObjectResponse> answer = s3.getObjectAsBytes(request.build());
      return new Content(answer.asUtf8String(), answer.response().eTag());
    } catch (NoSuchKeyException e) {
      return null;
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_MODIFIED) {
        return null;
      }
      throw new IOException("S3 returned " + e.statusCode(), e);
    } catch (SdkException e) {
      throw new IOException("S3 cannot be reached", e);
    }
  }
}
