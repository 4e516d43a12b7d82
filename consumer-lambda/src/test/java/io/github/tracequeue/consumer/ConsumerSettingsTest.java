// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.consumer.ConsumerSettings.KeyStore;
import io.github.tracequeue.consumer.ConsumerSettings.PromptKeyName;
import io.github.tracequeue.consumer.metrics.MetricDetail;
import io.github.tracequeue.pricing.InvalidPriceFileException;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.TableOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsumerSettingsTest {

  private final Map<String, String> environment =
      new HashMap<>(Map.of("TRACEQUEUE_TABLE", "t", "TRACEQUEUE_QUARANTINE_QUEUE_URL", "http://q"));

  @Test
  void fromEnvironment_withTheRequiredOnly_hasTheDefaults() {
    assertThat(ConsumerSettings.fromEnvironment(environment))
        .isEqualTo(
            new ConsumerSettings(
                new TableOptions("t", Shards.ONE, Duration.ofDays(30)),
                null,
                "http://q",
                new Sampling(1, Map.of(), 10_000, new BigDecimal("0.10")),
                "Tracequeue",
                MetricDetail.FULL,
                Set.of(),
                Set.of(),
                Set.of(),
                100,
                0,
                null,
                null,
                null));
  }

  @Test
  void fromEnvironment_withEverything_takesIt() {
    environment.putAll(
        Map.of(
            "TRACEQUEUE_SHARDS", "16",
            "TRACEQUEUE_TTL_DAYS", " 7 ",
            "TRACEQUEUE_SAMPLE_RATE", "0.1",
            "TRACEQUEUE_SAMPLE_RATES", "cto=0.5, sre = 1,",
            "TRACEQUEUE_SAMPLE_SLOW_MS", "500",
            "TRACEQUEUE_SAMPLE_COSTLY_USD", "2",
            "TRACEQUEUE_METRICS_NAMESPACE", "Mine",
            "TRACEQUEUE_METRICS_AGENTS", "cto, sre",
            "TRACEQUEUE_METRICS_MAX_AGENTS", "5",
            "TRACEQUEUE_METRICS_MAX_MODELS", "6"));
    environment.put("TRACEQUEUE_QUEUE_URL", "http://source");
    environment.put("TRACEQUEUE_PROMPT_KEY_SECRET", "prompt-key");
    environment.put("TRACEQUEUE_PROMPT_CHANGE_AGENTS", "sre,cost");
    environment.put("TRACEQUEUE_BUDGET_AGENTS", "cto");
    environment.put("TRACEQUEUE_METRICS_DETAIL", "basic");
    environment.put("TRACEQUEUE_PRICES_FILE", "/opt/prices.csv");
    environment.put("TRACEQUEUE_PRICES_BUCKET", "our-prices");

    assertThat(ConsumerSettings.fromEnvironment(environment))
        .isEqualTo(
            new ConsumerSettings(
                new TableOptions("t", new Shards(16), Duration.ofDays(7)),
                "http://source",
                "http://q",
                new Sampling(0.1, Map.of("cto", 0.5, "sre", 1.0), 500, new BigDecimal("2")),
                "Mine",
                MetricDetail.BASIC,
                Set.of("cto", "sre"),
                Set.of("sre", "cost"),
                Set.of("cto"),
                5,
                6,
                Path.of("/opt/prices.csv"),
                "our-prices",
                new PromptKeyName(KeyStore.SECRETS_MANAGER, "prompt-key")));
  }

  @Test
  void fromEnvironment_keyAsParameter_isTaken() {
    environment.put("TRACEQUEUE_PROMPT_KEY_PARAMETER", "/prompt/key");

    assertThat(ConsumerSettings.fromEnvironment(environment).promptKey())
        .isEqualTo(new PromptKeyName(KeyStore.PARAMETER_STORE, "/prompt/key"));
  }

  @ParameterizedTest
  @CsvSource({
    "TRACEQUEUE_TABLE,''",
    "TRACEQUEUE_QUARANTINE_QUEUE_URL,' '",
    "TRACEQUEUE_METRICS_DETAIL,all",
    "TRACEQUEUE_SHARDS,0",
    "TRACEQUEUE_SHARDS,1001",
    "TRACEQUEUE_SHARDS,two",
    "TRACEQUEUE_TTL_DAYS,0",
    "TRACEQUEUE_TTL_DAYS,1.5",
    "TRACEQUEUE_SAMPLE_RATE,0",
    "TRACEQUEUE_SAMPLE_RATE,1.01",
    "TRACEQUEUE_SAMPLE_RATE,-1",
    "TRACEQUEUE_SAMPLE_RATE,half",
    "TRACEQUEUE_SAMPLE_RATES,cto",
    "TRACEQUEUE_SAMPLE_RATES,cto=2",
    "TRACEQUEUE_SAMPLE_SLOW_MS,-1",
    "TRACEQUEUE_SAMPLE_COSTLY_USD,cheap",
    "TRACEQUEUE_METRICS_MAX_AGENTS,-1",
    "TRACEQUEUE_METRICS_MAX_MODELS,10001"
  })
  void fromEnvironment_malformedVariable_isNamed(String name, String value) {
    environment.put(name, value);

    assertThatThrownBy(() -> ConsumerSettings.fromEnvironment(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void fromEnvironment_twoKeys_isRefused() {
    environment.put("TRACEQUEUE_PROMPT_KEY_SECRET", "a");
    environment.put("TRACEQUEUE_PROMPT_KEY_PARAMETER", "b");

    assertThatThrownBy(() -> ConsumerSettings.fromEnvironment(environment))
        .hasMessageContaining("must not both be set");
  }

  @Test
  void fromEnvironment_nothingSet_namesWhatIsMissing() {
    assertThatThrownBy(() -> ConsumerSettings.fromEnvironment(Map.of()))
        .hasMessage("TRACEQUEUE_TABLE is not set");
  }

  @Test
  void prices_missingFile_namesVariableAndFile() {
    environment.put("TRACEQUEUE_PRICES_FILE", "/nowhere/prices.csv");
    ConsumerSettings settings = ConsumerSettings.fromEnvironment(environment);

    assertThatThrownBy(settings::prices)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("TRACEQUEUE_PRICES_FILE")
        .hasMessageContaining("/nowhere/prices.csv");
  }

  @Test
  void prices_wrongFile_namesWhatIsWrong(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("prices.csv"),
            "id,provider,model,source,input\ncustom/m,p,m,contract,'1,5'\n");
    environment.put("TRACEQUEUE_PRICES_FILE", file.toString());
    ConsumerSettings settings = ConsumerSettings.fromEnvironment(environment);

    assertThatThrownBy(settings::prices)
        .isInstanceOf(InvalidPriceFileException.class)
        .hasMessageContaining("line 2");
  }
}
