// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.promptkey;

import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * A key in Secrets Manager: the secret's text or bytes are the key, and the start of its version id
 * is the key's id. Thread-safe.
 */
public final class SecretKeySource implements KeySource {
  private static final int ID_LENGTH = 8;

  private final SecretsManagerClient secrets;
  private final String secretId;

  private SecretKeySource(SecretsManagerClient secrets, String secretId) {
    this.secrets = secrets;
    this.secretId = secretId;
  }

  /**
   * The current version of a secret.
   *
   * @param secretId its name or ARN
   */
  public static KeySource of(SecretsManagerClient secrets, String secretId) {
    return new SecretKeySource(secrets, secretId);
  }

  @Override
  public PromptKey fetch() throws IOException {
    try {
      GetSecretValueResponse secret = secrets.getSecretValue(request -> request.secretId(secretId));
      String version = secret.versionId();
      String id = version.substring(0, Math.min(ID_LENGTH, version.length()));
      return secret.secretString() == null
          ? PromptKey.of(id, secret.secretBinary().asByteArray())
          : PromptKey.of(id, secret.secretString());
    } catch (SdkException e) {
      throw new IOException("Secrets Manager: " + e.getMessage(), e);
    }
  }
}
