// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.BucketProps;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/** The bucket for a price file, which the consumer reads without a deployment. */
final class PricesBucket {
  /** The key that {@code tracequeue prices push} writes. */
  private static final String KEY = "prices.csv";

  private static final Duration OLD_VERSIONS = Duration.days(90);

  private final Bucket bucket;

  private PricesBucket(Bucket bucket) {
    this.bucket = bucket;
  }

  static PricesBucket create(Construct scope, Encryption encryption) {
    BucketProps.Builder props =
        BucketProps.builder()
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .versioned(true)
            .encryption(BucketEncryption.S3_MANAGED)
            .lifecycleRules(
                List.of(LifecycleRule.builder().noncurrentVersionExpiration(OLD_VERSIONS).build()))
            .removalPolicy(RemovalPolicy.RETAIN);
    encryption.key().ifPresent(key -> props.encryption(BucketEncryption.KMS).encryptionKey(key));
    Bucket bucket = new Bucket(scope, "PricesBucket", props.build());
    NagSuppressions.bucketOfOneFile(bucket);
    return new PricesBucket(bucket);
  }

  String name() {
    return bucket.getBucketName();
  }

  /**
   * Grants the consumer read access. Without the permission to list, S3 answers 403 for a missing
   * file.
   */
  void grantRead(Role reader, Encryption encryption) {
    reader.addToPrincipalPolicy(
        allow("ReadPushedPrices", "s3:GetObject", bucket.arnForObjects(KEY)));
    reader.addToPrincipalPolicy(
        allow("SeeWhetherPricesArePushed", "s3:ListBucket", bucket.getBucketArn()));
    encryption.grantDecrypt(reader);
  }

  private static PolicyStatement allow(String sid, String action, String resource) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .actions(List.of(action))
        .resources(List.of(resource))
        .build();
  }
}
