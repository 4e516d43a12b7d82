// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.promptkey;

import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * A key in Systems Manager's Parameter Store: the parameter's text is the key, and its version is
 * the key's id. Thread-safe.
 */
public final class ParameterKeySource implements KeySource {
  private final SsmClient parameters;
  private final String name;

  private ParameterKeySource(SsmClient parameters, String name) {
    this.parameters = parameters;
    this.name = name;
  }

  /**
   * The current version of a parameter.
   *
   * @param name its name or ARN
   */
  public static KeySource of(SsmClient parameters, String name) {
    return new ParameterKeySource(parameters, name);
  }

  @Override
  public PromptKey fetch() throws IOException {
    try {
      Parameter parameter =
          parameters.getParameter(request -> request.name(name).withDecryption(true)).parameter();
      return PromptKey.of(Long.toString(parameter.version()), parameter.value());
    } catch (SdkException e) {
      throw new IOException("Parameter Store: " + e.getMessage(), e);
    }
  }
}
