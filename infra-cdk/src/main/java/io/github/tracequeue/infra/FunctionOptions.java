// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of each Lambda function that some organisations require.
 *
 * @param logRetentionDays how long logs are kept, a value that CloudWatch Logs supports
 * @param vpc the VPC of the functions; null for none
 */
public record FunctionOptions(int logRetentionDays, @Nullable Vpc vpc) {

  /** Checks that CloudWatch Logs supports the retention. */
  public FunctionOptions {
    LogRetention.of(logRetentionDays);
  }

  /** The defaults: logs are kept for 30 days, no VPC. */
  public static FunctionOptions defaults() {
    return new FunctionOptions(30, null);
  }

  /**
   * Subnets with access to DynamoDB, SQS, SNS, S3, CloudWatch and X-Ray.
   *
   * @param subnetIds at least one
   * @param securityGroupIds at least one
   */
  public record Vpc(List<String> subnetIds, List<String> securityGroupIds) {

    /** Checks that neither is empty. */
    public Vpc {
      subnetIds = List.copyOf(subnetIds);
      securityGroupIds = List.copyOf(securityGroupIds);
      if (subnetIds.isEmpty() || securityGroupIds.isEmpty()) {
        throw new IllegalArgumentException("a VPC needs subnets and security groups");
      }
    }
  }
}
