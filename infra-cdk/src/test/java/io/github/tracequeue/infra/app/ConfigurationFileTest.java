// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tracequeue.infra.AgentAlarmSettings;
import io.github.tracequeue.infra.TracePipelineProps;
import io.github.tracequeue.infra.TracePipelineProps.Functions;
import io.github.tracequeue.infra.WatchSettings;
import io.github.tracequeue.infra.app.InvalidConfigurationException.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationFileTest {

  @ParameterizedTest
  @EnumSource(Variant.class)
  void parse_validConfiguration_isAccepted(Variant variant) {
    assertThat(parse(variant.configuration()).stage()).isIn("prod", "test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eu-central-1",
        "us-gov-west-1",
        "cn-north-1",
        "mx-central-1",
        "ap-southeast-7",
        "eusc-de-east-1",
        "us-isob-east-1",
        "us-west-10"
      })
  void parse_regionOfAnyPartition_isAccepted(String region) {
    String json =
        "{\"stage\":\"x\",\"notify\":{\"page\":{\"emails\":[\"a@b.cd\"]}},\"region\":\"%s\"}";

    assertThat(parse(json.formatted(region)).region()).isEqualTo(region);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"notify":{"page":{"emails":["a@b.cd"]}}}                                | /stage                    | is missing           | short name
          {"stage":"Prod","notify":{"page":{"emails":["a@b.cd"]}}}                 | /stage                    | does not match       | lower case
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"shard":2}          | /shard                    | is not known         | Did you mean shards?
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"zzz":2}            | /zzz                      | is not known         | Known are:
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"shards":0}         | /shards                   | minimum value of 1   | 1 to 1000
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"shards":"2"}       | /shards                   | string found         | 1 to 1000
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"table":{}}         | /table                    | at least 1           | team-activity
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"table":{"existing":"abc","name":"abc"}} | /table | must not be valid | team-activity
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"table":{"name":"abc","has_gsi2":false}} | /table | existing          | team-activity
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"sampling":{"rate":0}} | /sampling/rate        | exclusive minimum    | above 0
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"sampling":{"agents":{"cto":2}}} | /sampling/agents/cto | maximum value of 1 | at most 1
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"account":"123456789012"} | /region             | is missing           | write both
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"security":{"customer_managed_key":true}} | /region | is missing | one known region
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"consumer":{"batch_size":50,"batch_window_seconds":0}} | /consumer/batch_window_seconds | is 0 | at least 1 s
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"prompt_key":{}}    | /prompt_key/arn           | is missing           | full ARN
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"prompt_key":{"arn":"arn:aws:secretsmanager:eu-central-1:123456789012:secret:prompts"}} | /prompt_key/arn | does not match | last 6 characters
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"prices_file":""}   | /prices_file              | at least 1           | relative to this file's folder
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"prices_file":"no.csv"} | /prices_file          | /no.csv              | relative to this file's folder
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"prices_file":"src"} | /prices_file             | cannot be read       | relative to this file's folder
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"agents":[{}]}      | /agents/0/slug            | is missing           | exactly as the agent sends it
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"agents":[{"slug":"CTO"}]} | /agents/0/slug     | does not match       | lower case
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"agents":[{"slug":"a"},{"slug":"a"}]} | /agents/1/slug | listed twice  | one entry
          {"stage":"x"}                                              | /notify                   | is missing           | oncall@example.com
          {"stage":"x","notify":{}}                                  | /notify/page              | is missing           | at least one of emails
          {"stage":"x","notify":{"page":{}}}                         | /notify/page              | at least 1           | at least one of emails
          {"stage":"x","notify":{"page":{"emails":["oncall"]}}}      | /notify/page/emails/0     | does not match       | oncall@example.com
          {"stage":"x","notify":{"page":{"https":["http://a.bc"]}}}  | /notify/page/https/0      | does not match       | https://
          {"stage":"x","notify":{"page":{"topics":["oncall"]}}}      | /notify/page/topics/0     | does not match       | ARN of an SNS topic
          {"stage":"x","notify":{"page":{"topics":["arn:aws:sns:a:123456789012:a","arn:aws:sns:a:123456789012:b"],"chat_topics":["arn:aws:sns:a:123456789012:c","arn:aws:sns:a:123456789012:d"]}}} | /notify/page | more than 3 | up to 3
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"runbook_url":"docs/operations.md"} | /runbook_url | does not match | https://
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"agents":[{"slug":"a","slo":{}}]} | /agents/0/slo | is not known | Did you mean slow?
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"agents":[{"slug":"a","slow":{}}]} | /agents/0/slow | at least 1 | p95_ms
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"agents":[{"slug":"a","spend":{"day_usd":0}}]} | /agents/0/spend/day_usd | exclusive minimum | above 0
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"agents":[{"slug":"a","runs":{"every_minutes":0}}]} | /agents/0/runs/every_minutes | minimum value of 1 | 1 to 44640
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"agents":[{"slug":"a","runs":{"every_minutes":60,"daily_in":"UTC"}}]} | /agents/0/runs | runs needs one of | docs/operations.md
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"agents":[{"slug":"a","runs":{"daily_in":"Mars/Base"}}]} | /agents/0/runs | daily_in must be a time zone | docs/operations.md
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"agents":[{"slug":"a","prompt_changed":1}]} | /agents/0/prompt_changed | integer found | Write true
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"agents":[{"slug":"a","failing":{"percent":101}}]} | /agents/0/failing/percent | maximum value of 100 | at most 100
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"limits":{"any_agents":{}}} | /limits/any_agents | is not known | Did you mean any_agent?
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"cloudwatch_alarms":"all"} | /cloudwatch_alarms | enumeration | per_agent
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"functions":{"log_retention_days":31}} | /functions/log_retention_days | enumeration | 1, 3, 5, 7
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"functions":{"vpc":{"subnet_ids":["subnet-0123456789abcdef0"]}}} | /functions/vpc/security_group_ids | is missing | security groups
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"producer_accounts":["1"]} | /producer_accounts/0 | does not match | 12 digits
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"tags":{"a":1}} | /tags/a | integer found | as text
          {"stage":"x","notify":{"page":{"emails":["a@b.cd"]}},"metrics":{"detail":"none"}} | /metrics/detail | enumeration | basic
          """)
  void parse_mistake_isNamedByPathAndFix(String json, String path, String message, String fix) {
    List<Problem> problems = problems(json);

    assertThat(problems).as("%s", problems).hasSize(1);
    assertThat(problems.get(0).path()).isEqualTo(path);
    assertThat(problems.get(0).message()).contains(message);
    assertThat(problems.get(0).fix()).contains(fix);
  }

  @Test
  void parse_severalMistakes_areAllNamed() {
    InvalidConfigurationException thrown =
        thrownFor("{\"stage\":\"P\",\"notify\":{\"page\":{\"emails\":[\"x\"]}},\"shards\":-1}");

    assertThat(thrown.problems()).hasSize(3);
    assertThat(thrown)
        .hasMessageContainingAll("test", "/stage", "/notify/page/emails/0", "/shards");
  }

  @Test
  void parse_brokenSyntax_isNamed() {
    assertThat(problems("{\"stage\":").get(0).message()).startsWith("is not JSON");
  }

  @Test
  void parse_keyWrittenTwice_isNamed() {
    assertThat(problems("{\"stage\":\"a\",\"stage\":\"b\"}").get(0).message())
        .startsWith("is not JSON")
        .contains("stage");
  }

  @Test
  void read_missingFile_isNamed() {
    Path missing = Path.of("nowhere", "tracequeue.json");

    InvalidConfigurationException thrown =
        catchThrowableOfType(
            InvalidConfigurationException.class, () -> ConfigurationFile.read(missing));

    assertThat(thrown).hasMessageContaining(missing.toAbsolutePath().toString());
  }

  @Test
  void parse_perAgentAlarms_haveTheLimitsOfTheAgentOrOfAnyAgent() {
    TracePipelineProps props =
        parse(Variant.EVERY_OPTION.configuration())
            .pipeline(new Functions(Path.of("c"), Path.of("w"), null, true));

    assertThat(props.agentAlarms())
        .containsExactly(
            new AgentAlarmSettings(
                "a.b", Duration.ofMillis(100), new BigDecimal("2.5"), 7, BigDecimal.ONE, null),
            new AgentAlarmSettings("a-b", null, null, 20, BigDecimal.ONE, new BigDecimal("0.5")));
  }

  @Test
  void parse_limits_areGivenToTheWatchFunctionAsWritten() {
    WatchSettings watch =
        parse(Variant.EVERY_OPTION.configuration())
            .pipeline(new Functions(Path.of("c"), Path.of("w"), null, true))
            .watch();

    assertThat(Json.parse(String.valueOf(watch.limitsJson())).properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("limits", "agents");
    assertThat(watch.budgetAgents()).containsExactly("a-b");
    assertThat(
            parse(Variant.MINIMAL.configuration())
                .pipeline(new Functions(Path.of("c"), Path.of("w"), null, true))
                .watch()
                .limitsJson())
        .isNull();
  }

  @Test
  void parse_moreAgentsWithAlarmsThanFit_isNamed() {
    String configuration =
        Variant.FOUR_HUNDRED_AGENTS
            .configuration()
            .replace("\"stage\"", "\"cloudwatch_alarms\": \"per_agent\", \"stage\"");

    assertThat(problems(configuration))
        .extracting(Problem::path)
        .containsExactly("/cloudwatch_alarms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                         | line 1
          id,provider,model,source,input                             | contains no price
          id,provider,source,input                                   | column model: is missing
          id,provider,model,source,input/custom/m,openai,m,s,free    | line 2, row custom/m, column input
          id,provider,model,source,input/openai/gpt-5,openai,m,s,1   | is an id of the bundled prices
          """)
  void parse_wrongPriceList_isNamedWithTheList(String list, String message, @TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("own.csv");
    Files.writeString(file, list.replaceFirst("input/", "input\n"));

    List<Problem> problems =
        problems(
            "{\"stage\":\"x\",\"notify\":{\"page\":{\"emails\":[\"a@b.cd\"]}},\"prices_file\":\"%s\"}"
                .formatted(file));

    assertThat(problems)
        .allSatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo("/prices_file");
              assertThat(problem.message()).contains(file.toString());
              assertThat(problem.fix()).isNotEmpty();
            })
        .anySatisfy(problem -> assertThat(problem.message()).contains(message));
  }

  @Test
  void read_priceList_isSeenFromTheFilesFolder(@TempDir Path directory) throws IOException {
    Path list =
        Files.writeString(
            directory.resolve("own.csv"),
            "id,provider,model,source,input\ncustom/m,openai,m,s,1\n");
    Path file =
        Files.writeString(
            directory.resolve("tracequeue.json"),
            "{\"stage\":\"x\",\"notify\":{\"page\":{\"emails\":[\"a@b.cd\"]}},\"prices_file\":\"own.csv\"}");

    assertThat(ConfigurationFile.read(file).pricesFile()).isEqualTo(list.toString());
  }

  private static List<Problem> problems(String json) {
    return thrownFor(json).problems();
  }

  private static InvalidConfigurationException thrownFor(String json) {
    return catchThrowableOfType(InvalidConfigurationException.class, () -> parse(json));
  }

  private static StackConfiguration parse(String json) {
    return ConfigurationFile.parse("test", json, Synthesis.moduleDirectory());
  }
}
