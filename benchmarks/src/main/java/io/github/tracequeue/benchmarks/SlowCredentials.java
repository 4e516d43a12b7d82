// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Credentials that take some time each time, like those of a slow or throttled service. */
final class SlowCredentials implements AwsCredentialsProvider {
  private static final AwsCredentials ANY = AwsBasicCredentials.create("test", "test");

  private SlowCredentials() {}

  /** Returns the credentials for a condition. */
  static AwsCredentialsProvider under(Condition condition) {
    return condition == Condition.SLOW_CREDENTIALS
        ? new SlowCredentials()
        : StaticCredentialsProvider.create(ANY);
  }

  @Override
  public AwsCredentials resolveCredentials() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Condition.CREDENTIALS_MILLIS);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return ANY;
  }
}
