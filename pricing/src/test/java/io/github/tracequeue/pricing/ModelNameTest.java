// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelNameTest {

  @ParameterizedTest
  @CsvSource({
    "anthropic/m, anthropic, m",
    "bedrock/m, aws.bedrock, m",
    "deepseek/m, deepseek, m",
    "gemini/m, gcp.gemini, m",
    "google/m, gcp.gemini, m",
    "models/m, gcp.gemini, m",
    "mistral/m, mistral_ai, m",
    "openai/m, openai, m",
    "openai/a/b, openai, a/b",
    "arn:aws:bedrock:us-east-1::foundation-model/a.m-v1:0, aws.bedrock, a.m-v1:0",
    "arn:aws:bedrock:us-east-1:1:inference-profile/us.a.m-v1:0, aws.bedrock, us.a.m-v1:0",
    "arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/a.m, aws.bedrock, us-gov.a.m",
    "arn:aws-us-gov:bedrock:us-gov-west-1:1:inference-profile/us-gov.a.m, aws.bedrock, us-gov.a.m",
    "bedrock/arn:aws:bedrock:us-east-1::foundation-model/a.m, aws.bedrock, a.m",
  })
  void unwrap_knownForm_tellsSellerAndName(String model, String provider, String name) {
    assertThat(ModelName.unwrap(model)).isEqualTo(new ModelName(provider, name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m",
        "openrouter/m",
        "/m",
        "arn:aws:bedrock:us-east-1:1:application-inference-profile/x",
        "arn:aws:bedrock:us-east-1:1:provisioned-model/x",
        "arn:aws-cn:bedrock:cn-north-1::foundation-model/a.m",
        "arn:aws:sagemaker:us-east-1::foundation-model/a.m",
        "arn:aws:bedrock:us-east-1:foundation-model/a.m",
        "arn:",
        "bedrock/arn:aws:bedrock",
      })
  void unwrap_otherForm_isNull(String model) {
    assertThat(ModelName.unwrap(model)).isNull();
  }

  @Test
  void unwrap_arnBehindAnotherVendor_isOnlyAName() {
    assertThat(ModelName.unwrap("openai/arn:aws:bedrock:us-east-1::foundation-model/a.m"))
        .isEqualTo(new ModelName("openai", "arn:aws:bedrock:us-east-1::foundation-model/a.m"));
  }

  @ParameterizedTest
  @CsvSource({
    "m-20260922, m",
    "m@20260922, m",
    "m-2026-09-22, m",
    "m-20200101, m",
    "m-20991231, m",
    "m-20240229, m",
    "m-2026-02-28, m",
    "a-1-20260922, a-1",
    "m-20260922-20260923, m-20260922",
  })
  void withoutDate_dateAtTheEnd_isCutOff(String name, String expected) {
    assertThat(ModelName.withoutDate(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m",
        "m-20261301",
        "m-20260001",
        "m-20260931",
        "m-20260900",
        "m-20250229",
        "m-20191231",
        "m-21000101",
        "m-2026092",
        "m20260922",
        "m.20260922",
        "m_2026-09-22",
        "m-2026-9-22",
        "m-2026-0922",
        "m-202609-22",
        "m@2026-09-22",
        "m-2026092x",
        "m-2026-09-2x",
        "m-20-6-09-22",
        "m-20-2609-22",
        "m-2026-0-922",
        "m-202609/2",
        "m-202609 2",
        "-20260922",
        "-2026-09-22",
        "20260922",
        "2026-09-22",
      })
  void withoutDate_noDateAtTheEnd_isNull(String name) {
    assertThat(ModelName.withoutDate(name)).isNull();
  }
}
