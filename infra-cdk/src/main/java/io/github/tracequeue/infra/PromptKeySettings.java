// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;

/**
 * The key for prompt hashes. Only the consumer may read it.
 *
 * @param arn the full ARN of a secret in Secrets Manager, or of a parameter in Parameter Store
 * @param kmsKeyArn the customer managed key that encrypts it; null for a key of AWS
 */
public record PromptKeySettings(String arn, @Nullable String kmsKeyArn) {
  private static final String ARN =
      "arn:[a-z-]+:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+-[A-Za-z0-9]{6}"
          + "|ssm:[a-z0-9-]+:[0-9]{12}:parameter/.+)";

  /** Checks that the ARN is that of a secret or a parameter. */
  public PromptKeySettings {
    if (!arn.matches(ARN)) {
      throw new IllegalArgumentException("arn must match " + ARN + ", not " + arn);
    }
  }

  /** The consumer's environment variable for the key. */
  String variable() {
    return isSecret() ? "TRACEQUEUE_PROMPT_KEY_SECRET" : "TRACEQUEUE_PROMPT_KEY_PARAMETER";
  }

  /** Grants a role read access to this key only. */
  void grantRead(Role reader) {
    String action = isSecret() ? "secretsmanager:GetSecretValue" : "ssm:GetParameter";
    reader.addToPrincipalPolicy(allow("ReadPromptKey", action, arn));
    if (kmsKeyArn != null) {
      reader.addToPrincipalPolicy(allow("DecryptPromptKey", "kms:Decrypt", kmsKeyArn));
    }
  }

  private boolean isSecret() {
    return arn.contains(":secretsmanager:");
  }

  private static PolicyStatement allow(String sid, String action, String resource) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .actions(List.of(action))
        .resources(List.of(resource))
        .build();
  }
}
