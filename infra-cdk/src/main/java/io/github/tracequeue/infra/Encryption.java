// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.kms.KeyProps;
import software.constructs.Construct;

/** A customer managed key, or none: then keys of AWS encrypt everything. */
final class Encryption {
  private final @Nullable Key key;

  private Encryption(@Nullable Key key) {
    this.key = key;
  }

  static Encryption create(Construct scope, SecuritySettings settings) {
    return new Encryption(settings.customerManagedKey() ? newKey(scope) : null);
  }

  Optional<Key> key() {
    return Optional.ofNullable(key);
  }

  /** Grants the permission to send messages to an encrypted queue. */
  void grantSend(IGrantable sender) {
    key().ifPresent(it -> it.grant(sender, "kms:GenerateDataKey", "kms:Decrypt"));
  }

  void grantDecrypt(IGrantable reader) {
    key().ifPresent(it -> it.grantDecrypt(reader));
  }

  private static Key newKey(Construct scope) {
    Key key =
        new Key(
            scope,
            "Key",
            KeyProps.builder()
                .description("Encrypts the queues, topics, table and logs of Tracequeue")
                .enableKeyRotation(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build());
    Stack stack = Stack.of(scope);
    // Without this statement, CloudWatch silently drops alarm messages to an encrypted topic.
    key.addToResourcePolicy(
        statement("AllowCloudWatchAlarms", "cloudwatch.amazonaws.com")
            .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount())))
            .build());
    String logGroups =
        String.format(
            Locale.ROOT,
            "arn:%s:logs:%s:%s:log-group:*",
            stack.getPartition(),
            stack.getRegion(),
            stack.getAccount());
    key.addToResourcePolicy(
        statement("AllowLogGroups", "logs." + stack.getRegion() + ".amazonaws.com")
            .actions(
                List.of(
                    "kms:Encrypt*",
                    "kms:Decrypt*",
                    "kms:ReEncrypt*",
                    "kms:GenerateDataKey*",
                    "kms:Describe*"))
            .conditions(Map.of("ArnLike", Map.of("kms:EncryptionContext:aws:logs:arn", logGroups)))
            .build());
    return key;
  }

  private static PolicyStatement.Builder statement(String sid, String service) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .principals(List.of(new ServicePrincipal(service)))
        .resources(List.of("*"));
  }
}
