// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What some organisations ask of each Lambda function.
 *
 * @param logRetentionDays how long logs are kept, a number of days that CloudWatch Logs knows
 * @param vpc the network that the functions run in; null for none of your own
 */
public record FunctionOptions(int logRetentionDays, @Nullable Vpc vpc) {

  /** Checks that CloudWatch Logs knows the number of days. */
  public FunctionOptions {
    LogRetention.of(logRetentionDays);
  }

  /** Logs for 30 days, no network of your own. */
  public static FunctionOptions defaults() {
    return new FunctionOptions(30, null);
  }

  /**
   * Subnets with a way to DynamoDB, SQS, SNS, S3, CloudWatch and X-Ray.
   *
   * @param subnetIds at least one
   * @param securityGroupIds at least one
   */
  public record Vpc(List<String> subnetIds, List<String> securityGroupIds) {

    /** Checks that both are given. */
    public Vpc {
      subnetIds = List.copyOf(subnetIds);
      securityGroupIds = List.copyOf(securityGroupIds);
      if (subnetIds.isEmpty() || securityGroupIds.isEmpty()) {
        throw new IllegalArgumentException("a VPC needs subnets and security groups");
      }
    }
  }
}
