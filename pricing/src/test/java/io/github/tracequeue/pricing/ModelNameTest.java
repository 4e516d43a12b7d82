// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelNameTest {

  @ParameterizedTest
  @CsvSource({
    "anthropic/m, anthropic, m",
    "bedrock/m, aws.bedrock, m",
    "bedrock/converse/us.m, aws.bedrock, us.m",
    "bedrock/invoke/m, aws.bedrock, m",
    "bedrock/us-east-1/m, aws.bedrock, us-east-1/m",
    "bedrock_mantle/m, aws.bedrock, m",
    "azure/m, azure.ai.openai, m",
    "azure/eu/m, azure.ai.openai, eu/m",
    "azure_ai/m, azure.ai.inference, m",
    "vertex_ai/m, gcp.vertex_ai, m",
    "publishers/google/models/m, gcp.vertex_ai, m",
    "projects/p/locations/global/publishers/anthropic/models/m@1, gcp.vertex_ai, m@1",
    "deepseek/m, deepseek, m",
    "gemini/m, gcp.gemini, m",
    "google/m, gcp.gemini, m",
    "models/m, gcp.gemini, m",
    "mistral/m, mistral_ai, m",
    "mistralai/m, mistral_ai, m",
    "x-ai/m, x_ai, m",
    "xai/m, x_ai, m",
    "groq/openai/m, groq, openai/m",
    "openai/m, openai, m",
    "openai/a/b, openai, a/b",
    "openrouter/anthropic/m, openrouter, anthropic/m",
    "together_ai/a/b, together_ai, a/b",
    "arn:aws:bedrock:us-east-1::foundation-model/a.m-v1:0, aws.bedrock, us-east-1/a.m-v1:0",
    "arn:aws:bedrock:us-east-1:1:inference-profile/us.a.m-v1:0, aws.bedrock, us.a.m-v1:0",
    "arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/a.m, aws.bedrock, us-gov-west-1/a.m",
    "arn:aws-us-gov:bedrock:us-gov-west-1:1:inference-profile/us-gov.a.m, aws.bedrock, us-gov.a.m",
    "bedrock/arn:aws:bedrock:us-east-1::foundation-model/a.m, aws.bedrock, us-east-1/a.m",
  })
  void addressed_knownForm_saysSellerAndName(String model, String seller, String name) {
    assertThat(ModelName.addressed(model)).isEqualTo(new ModelName(seller, name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m",
        "unknown-seller/m",
        "/m",
        "arn:aws:bedrock:us-east-1:1:application-inference-profile/x",
        "arn:aws:bedrock:us-east-1:1:provisioned-model/x",
        "arn:aws-cn:bedrock:cn-north-1::foundation-model/a.m",
        "arn:aws:sagemaker:us-east-1::foundation-model/a.m",
        "arn:aws:bedrock:us-east-1:foundation-model/a.m",
        "arn:",
        "bedrock/arn:aws:bedrock",
      })
  void addressed_otherForm_isNull(String model) {
    assertThat(ModelName.addressed(model)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "openai, m-20260922, m",
    "openai, m@20260922, m",
    "openai, m-2026-09-22, m",
    "openai, m-20240229, m",
    "openai, a-1-20260922, a-1",
    "openai, m-20260922-20260923, m-20260922",
    "anthropic, m[1m], m",
    "anthropic, m-20260922[1m], m",
    "openrouter, anthropic/claude-3.7-sonnet:thinking, anthropic/claude-3.7-sonnet",
    "anthropic, claude-sonnet-4.5, claude-sonnet-4-5",
    "anthropic, claude-sonnet-4.5:thinking, claude-sonnet-4-5",
    "anthropic, claude-sonnet-4.5-20250929, claude-sonnet-4-5",
    "gcp.vertex_ai, m@default, m",
    "openai, ft:gpt-4o-2024-08-06:acme::x1, ft:gpt-4o-2024-08-06",
    "aws.bedrock, us-east-1/a.m, a.m",
    "aws.bedrock, us-gov-west-1/a.m, us-gov.a.m",
    "aws.bedrock, ap-southeast-2/a.m-20240229, a.m",
    "deepinfra, deepinfra/a/b, a/b",
  })
  void spellings_ofAName_holdTheListedOne(String seller, String name, String listed) {
    assertThat(Spellings.of(seller, name)).startsWith(name).contains(listed);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, m",
    "openai, m-20261301",
    "openai, m-20260931",
    "openai, m-20250229",
    "openai, m-20191231x",
    "openai, m-21000101",
    "openai, m-2026092",
    "openai, m20260922",
    "openai, m.20260922",
    "openai, m_2026-09-22",
    "openai, m-2026-9-22",
    "openai, m@2026-09-22",
    "openai, 20260922",
    "openai, gpt-4.1",
    "openrouter, deepseek/deepseek-r1:free",
    "openrouter, openai/gpt-5:online",
    "openai, us-east-1/m",
    "aws.bedrock, us-east/m",
  })
  void spellings_withoutAnAddition_areTheNameAlone(String seller, String name) {
    assertThat(Spellings.of(seller, name)).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource({
    "azure, azure.ai.openai",
    "azure-openai, azure.ai.openai",
    "az.ai.inference, azure.ai.inference",
    "azure_ai, azure.ai.inference",
    "bedrock_converse, aws.bedrock",
    "Amazon-Bedrock, aws.bedrock",
    "google_genai, gcp.gemini",
    "gcp.gen_ai, gcp.gemini",
    "vertexai, gcp.vertex_ai",
    "google-vertex, gcp.vertex_ai",
    "xai, x_ai",
    "mistralai, mistral_ai",
    "together, together_ai",
    "fireworks, fireworks_ai",
    "' OpenAI ', openai",
    "My-Endpoint, my-endpoint",
  })
  void canonical_spelling_isTheSellersName(String provider, String canonical) {
    assertThat(Sellers.canonical(provider)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "litellm", "litellm-proxy"})
  void canonical_nobodyWhoSells_isNull(String provider) {
    assertThat(Sellers.canonical(provider)).isNull();
  }
}
