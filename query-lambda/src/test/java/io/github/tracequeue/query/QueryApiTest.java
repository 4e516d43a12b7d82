// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static io.github.tracequeue.query.ApiSchema.get;
import static io.github.tracequeue.query.ApiSchema.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.Timestamps;
import io.github.tracequeue.store.TraceQueries;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class QueryApiTest {

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final TestTable table = TestTable.empty();
  private final QueryApi api = table.api();

  @Test
  void traces_aCallWithEveryField_isAsTheFileSays() {
    StoredTrace call =
        table.put(
            new Calls()
                .error("rate_limit")
                .cost("0.0000012345678901")
                .run("r-1")
                .trace(TRACE)
                .span("00000000000000a1", "00000000000000a2")
                .prompt("8e0c1f95df58011e")
                .decision("<script>alert(1)</script>")
                .tags(Map.of("team", "x"))
                .weight(2.5)
                .at(now));

    JsonNode answer = get(api, "/traces", "");

    JsonNode told = answer.required("traces").required(0);
    assertThat(told.required("event_id").asText()).isEqualTo(call.eventId());
    assertThat(told.required("cost_usd").decimalValue()).isEqualByComparingTo("0.0000012345678901");
    assertThat(told.required("decision_summary").asText()).isEqualTo("<script>alert(1)</script>");
    assertThat(told.required("sample_weight").decimalValue()).isEqualByComparingTo("2.5");
    assertThat(answer.has("next_cursor")).isFalse();
    assertThat(answer.required("covers").required("complete").asBoolean()).isTrue();
    assertThat(answer.required("read").required("capacity_units").asDouble()).isPositive();
  }

  @Test
  void traces_pageByPage_listsEachCallOnceAndCountsThePage() {
    for (int i = 0; i < 25; i++) {
      table.put(
          new Calls().agent(i % 2 == 0 ? "cto" : "sre").latency(100 + i).at(now.minusSeconds(i)));
    }
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(api, "/traces", "agent=cto&limit=5" + cursor);
      page.required("traces").forEach(call -> ids.add(call.required("event_id").asText()));
      assertThat(page.required("stats").required("count").asInt())
          .isEqualTo(page.required("traces").size());
      JsonNode next = page.get("next_cursor");
      cursor = next == null ? "" : "&cursor=" + next.asText();
    } while (!cursor.isEmpty());

    assertThat(ids).hasSize(13).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "model=gpt-5, 1",
    "status=error, 1",
    "status=ok, 2",
    "run_id=r-1, 1",
    "min_cost_usd=0.5, 1",
    "min_latency_ms=5000, 1",
    "prompt_hash=8e0c1f95df58011e, 1",
    "prompt_hash=, 1",
    "tag=team:x, 1",
    "tag=team:x&tag=env:dev, 0",
    "agent=sre, 1",
    "since=30s, 1",
    "since=1h, 3",
  })
  void traces_filter_listsWhatMatches(String filter, int expected) {
    table.put(new Calls().model("gpt-5").error("e").cost("0.5").tags(Map.of("team", "x")).at(now));
    table.put(
        new Calls().run("r-1").latency(5_000).prompt("8e0c1f95df58011e").at(now.minusSeconds(60)));
    table.put(new Calls().agent("sre").prompt("").at(now.minusSeconds(120)));

    assertThat(get(api, "/traces", filter).required("traces")).hasSize(expected);
  }

  @Test
  void traces_fromAndUntil_includeTheFirstAndNotTheLast() {
    table.put(new Calls().at(now));
    StoredTrace inside = table.put(new Calls().at(now.minusMillis(5)));
    table.put(new Calls().at(now.minusMillis(6)));

    JsonNode answer = get(api, "/traces", "from=" + now.minusMillis(5) + "&until=" + now);

    assertThat(answer.required("traces").findValuesAsText("event_id"))
        .containsExactly(inside.eventId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent=CTO",
        "agent=a%23b",
        "agent=",
        "status=bad",
        "limit=0",
        "limit=1001",
        "limit=x",
        "min_cost_usd=-1",
        "min_cost_usd=1e9999999",
        "min_latency_ms=1.5",
        "prompt_hash=xyz",
        "tag=noseparator",
        "from=yesterday",
        "since=5",
        "since=1h&from=2026-01-01T00:00:00Z",
        "from=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z",
        "agnet=cto",
        "agent=a&agent=b",
        "cursor=",
        "cursor=AAAA",
        "cursor=%00",
        "run_id=a%20b"
      })
  void traces_wrongParameter_isAProblemThatNamesIt(String query) {
    JsonNode problem = get(api, "/traces", query);

    assertThat(problem(problem)).isEqualTo("invalid-parameter");
    assertThat(query).contains(problem.at("/errors/0/parameter").asText());
    assertThat(problem.required("detail").asText()).doesNotContain("Exception");
  }

  @Test
  void traces_cursorOfAnotherList_isAProblem() {
    for (int i = 0; i < 3; i++) {
      table.put(new Calls().at(now.minusSeconds(i)));
    }
    String cursor = get(api, "/traces", "agent=cto&limit=1").required("next_cursor").asText();

    assertThat(get(api, "/traces", "agent=cto&cursor=" + cursor).required("traces")).hasSize(2);
    assertThat(problem(get(api, "/traces", "agent=sre&cursor=" + cursor)))
        .isEqualTo("invalid-parameter");
    assertThat(problem(get(api, "/traces", "agent=cto&cursor=" + cursor + "x")))
        .isEqualTo("invalid-parameter");
  }

  @Test
  void tree_aDelegation_rollsCostUpAndKeepsOrphansTogether() {
    TestTable story = TestTable.empty();
    Story.delegation(story, now);

    JsonNode tree = get(story.api(), "/traces/{trace_id}", "/traces/" + Story.DELEGATION, "");

    assertThat(tree.required("cost_usd").decimalValue()).isEqualByComparingTo("0.1164");
    assertThat(tree.at("/stats/spend_usd").decimalValue()).isEqualByComparingTo("0.1164");
    assertThat(tree.at("/stats/roll_ups").asInt()).isEqualTo(1);
    assertThat(tree.at("/lookup/method").asText()).isEqualTo("index");
    assertThat(tree.required("runs")).hasSize(2);
    JsonNode missing = tree.required("nodes").get(tree.required("nodes").size() - 2);
    assertThat(missing.required("kind").asText()).isEqualTo("missing");
    assertThat(missing.required("span_id").asText()).isEqualTo("00000000000000ff");
    assertThat(missing.required("descendants").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00000000000000000000000000000009", "xyz", "4BF92F3577B34DA6A3CE929D0E0E4736"})
  void tree_unknownTrace_isNotFound(String id) {
    assertThat(problem(get(api, "/traces/{trace_id}", "/traces/" + id, ""))).isEqualTo("not-found");
  }

  @Test
  void runs_listAndOne_areAsTheFileSays() {
    String id = now.minusSeconds(60) + "#a/b+c";
    table.run("cto", id, Status.SUCCEEDED, now.minusSeconds(60), now, "Done.", TRACE, null);
    table.run("sre", "child", Status.FAILED, now.minusSeconds(50), now, null, TRACE, id);
    table.put(new Calls().run(id).at(now.minusSeconds(30)));

    JsonNode list = get(api, "/runs", "agent=cto&status=succeeded");
    JsonNode one =
        get(api, "/runs/{run_id}", "/runs/" + URLEncoder.encode(id, StandardCharsets.UTF_8), "");

    assertThat(list.required("runs").findValuesAsText("run_id")).containsExactly(id);
    assertThat(list.at("/stats/succeeded").asInt()).isEqualTo(1);
    assertThat(one.at("/run/summary").asText()).isEqualTo("Done.");
    assertThat(one.required("calls")).hasSize(1);
    assertThat(one.required("children").findValuesAsText("run_id")).containsExactly("child");
    assertThat(problem(get(api, "/runs/{run_id}", "/runs/none", ""))).isEqualTo("not-found");
  }

  @Test
  void runs_idOfTwoAgents_isThatOfTheAgentThatIsAskedFor() {
    table.run("cto", "nightly", Status.SUCCEEDED, now.minusSeconds(60), now, "Done.", null, null);
    table.run("sre", "nightly", Status.FAILED, now.minusSeconds(90), now, "No.", null, null);
    table.put(new Calls().agent("sre").run("nightly").at(now.minusSeconds(30)));

    JsonNode cto = get(api, "/runs/{run_id}", "/runs/nightly", "agent=cto");
    JsonNode sre = get(api, "/runs/{run_id}", "/runs/nightly", "agent=sre");

    assertThat(cto.at("/run/summary").asText()).isEqualTo("Done.");
    assertThat(cto.required("calls")).isEmpty();
    assertThat(cto.required("other_agents")).extracting(JsonNode::asText).containsExactly("sre");
    assertThat(sre.at("/run/summary").asText()).isEqualTo("No.");
    assertThat(sre.required("calls")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%2B1000000000-12-31T23:59:59Z%23x", "9999-12-31T23:59:59Z%23x", "a%20b", "LONG"})
  void runs_idThatNoRunCanHave_isNotFound(String id) {
    String path = "/runs/" + id.replace("LONG", "r".repeat(1_100));

    assertThat(problem(get(api, "/runs/{run_id}", path, ""))).isEqualTo("not-found");
  }

  /** A clock that runs ahead must not make an agent look busy until its time comes. */
  @Test
  void prompts_callDatedAhead_doesNotCount() {
    Instant noon = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(12));
    table.put(new Calls().prompt("000000000000000a").at(noon.minusSeconds(60)));
    table.put(new Calls().prompt("000000000000000b").at(noon.plus(Duration.ofHours(1))));

    QueryApi atNoon = table.api(AlarmSource.NONE, true, InstantSource.fixed(noon));
    JsonNode prompts = get(atNoon, "/agents/{agent_slug}/prompts", "/agents/cto/prompts", "");

    assertThat(prompts.required("distinct").asInt()).isEqualTo(1);
  }

  @Test
  void prompts_changed_areAsTheFileSays() {
    for (int i = 0; i < 8; i++) {
      table.put(
          new Calls()
              .prompt(i < 3 ? "000000000000000b" : "000000000000000a")
              .latency(i < 3 ? 300 : 100)
              .cost(i < 3 ? "0.5" : null)
              .decision(i == 1 ? "Raise it." : null)
              .error(i == 0 ? "e" : null)
              .at(now.minusSeconds(i)));
    }
    table.put(new Calls().prompt(null).at(now.minusSeconds(9)));

    JsonNode answer = get(api, "/agents/{agent_slug}/prompts", "/agents/cto/prompts", "limit=1");

    assertThat(answer.required("agent_slug").asText()).isEqualTo("cto");
    assertThat(answer.required("distinct").asInt()).isEqualTo(2);
    assertThat(answer.required("repeating").asBoolean()).isTrue();
    assertThat(answer.required("prompts")).hasSize(1);
    JsonNode newest = answer.required("prompts").required(0);
    assertThat(newest.required("prompt_hash").asText()).isEqualTo("000000000000000b");
    assertThat(newest.required("first_seen_at").asText())
        .isEqualTo(Timestamps.format(now.minusSeconds(2)));
    assertThat(newest.required("last_seen_at").asText()).isEqualTo(Timestamps.format(now));
    assertThat(newest.required("count").asInt()).isEqualTo(3);
    assertThat(newest.required("errors").asInt()).isEqualTo(1);
    assertThat(newest.required("spend_usd").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(newest.required("cost_per_call_usd").decimalValue()).isEqualByComparingTo("0.5");
    assertThat(newest.at("/latency_ms/p50").asInt()).isEqualTo(300);
    assertThat(newest.required("last_decision").asText()).isEqualTo("Raise it.");
    assertThat(answer.at("/stats/count").asInt()).isEqualTo(9);
    assertThat(answer.at("/covers/complete").asBoolean()).isTrue();
  }

  @Test
  void alarms_knownAndUnknown_areAsTheFileSays() {
    AlarmSource source =
        () ->
            AlarmReport.of(
                List.of(
                    new ListedAlarm(
                        "cto-p95", ListedAlarm.State.ALARM, now, "above 5 s", "cto", "Slow.")));

    assertThat(get(api, "/alarms", "").required("known").asBoolean()).isFalse();
    JsonNode known = get(table.api(source, true, InstantSource.system()), "/alarms", "");
    assertThat(known.at("/alarms/0/state").asText()).isEqualTo("ALARM");
    AlarmSource refused = () -> AlarmReport.unreadable("CloudWatch: no.");
    JsonNode unknown = get(table.api(refused, true, InstantSource.system()), "/alarms", "");
    assertThat(unknown.required("known").asBoolean()).isFalse();
    assertThat(unknown.required("problem").asText()).isEqualTo("CloudWatch: no.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void handle_anyOtherMethod_isRefused(String method) {
    ApiResponse response = api.handle(ApiRequest.of(method, "/traces", "", Map.of()));

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("Allow", "GET, HEAD");
    assertThat(problem(ApiSchema.checked("/traces", response))).isEqualTo("method-not-allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/traces/%zz",
        "/assets/../openapi.json",
        "/assets/",
        "/agents//prompts",
        "/agents/CTO/prompts",
        "/agents/CTO",
        "/agents/nobody",
        "/viewer/app.js",
        "//etc/passwd"
      })
  void handle_unknownPath_isNotFound(String path) {
    assertThat(api.handle(ApiRequest.get(path, "")).status()).isEqualTo(404);
  }

  @Test
  void handle_missingTable_saysWhatToDo() {
    QueryApi broken = apiOver(DynamoDbLocal.client(), "no-such-table");

    for (String path :
        List.of("/traces", "/runs", "/agents", "/spend", "/latency", "/limits", "/export")) {
      ApiResponse response = broken.handle(ApiRequest.get(path, ""));
      assertThat(response.status()).as(path).isEqualTo(502);
      assertThat(problem(ApiSchema.body(response))).isEqualTo("table-not-found");
    }
  }

  /** As a proxy before DynamoDB answers that cannot reach it. */
  @Test
  void handle_badGatewayWithoutABody_isAProblem() throws IOException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(502, -1);
          exchange.close();
        });
    proxy.start();
    URI endpoint = URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
    try (DynamoDbClient client = clientOf(endpoint)) {
      ApiResponse response = apiOver(client, "t").handle(ApiRequest.get("/traces", ""));

      assertThat(response.status()).isEqualTo(502);
      assertThat(problem(ApiSchema.body(response))).isEqualTo("table-failed");
      assertThat(ApiSchema.body(response).required("detail").asText()).contains("502");
    } finally {
      proxy.stop(0);
    }
  }

  @Test
  void stats_sampledCalls_countAsManyAsTheyStandFor() {
    table.put(new Calls().latency(50).cost("0.5").weight(10).at(now));
    table.put(new Calls().latency(70).cost("20").error("e").at(now.minusSeconds(1)));
    table.put(new Calls().latency(60).cost(null).at(now.minusSeconds(2)));

    JsonNode stats = get(api, "/traces", "").required("stats");

    assertThat(stats.required("count").asInt()).isEqualTo(12);
    assertThat(stats.required("stored").asInt()).isEqualTo(3);
    assertThat(stats.required("sampled").asBoolean()).isTrue();
    assertThat(stats.required("errors").asInt()).isEqualTo(1);
    assertThat(stats.required("unpriced").asInt()).isEqualTo(1);
    assertThat(stats.required("spend_usd").decimalValue())
        .isEqualByComparingTo(BigDecimal.valueOf(25));
    assertThat(stats.at("/latency_ms/p50").asInt()).isEqualTo(50);
  }

  private static QueryApi apiOver(DynamoDbClient client, String table) {
    return QueryApi.create(
        new ApiContext(
            client,
            table,
            TraceQueries.create(client, table, Shards.ONE, InstantSource.system(), Runnable::run),
            AlarmSource.NONE,
            InstantSource.system(),
            Runnable::run,
            true));
  }

  private static DynamoDbClient clientOf(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
