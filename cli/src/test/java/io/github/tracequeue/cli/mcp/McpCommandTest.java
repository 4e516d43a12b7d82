// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.cli.StoredCalls;
import io.github.tracequeue.cli.Tracequeue;
import io.github.tracequeue.testkit.DynamoDbLocal;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as an assistant uses it: a process, and the official client over its streams. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class McpCommandTest {
  private final StoredCalls calls = new StoredCalls();
  private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
  private McpSyncClient client;

  @BeforeAll
  void connect() {
    Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);
    calls.call("cto", time, "Asked for a review.");
    calls.call("sre", time, "Rolled back release 412.");
    StdioClientTransport transport =
        new StdioClientTransport(
            ServerParameters.builder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .args(
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-Daws.accessKeyId=local",
                    "-Daws.secretAccessKey=local",
                    Tracequeue.class.getName(),
                    "mcp",
                    "--table=" + calls.table(),
                    "--region=eu-west-1",
                    "--endpoint-url=" + DynamoDbLocal.endpoint())
                .build(),
            McpJsonDefaults.getMapper());
    transport.setStdErrorHandler(errors::add);
    client =
        McpClient.sync(transport)
            .requestTimeout(Duration.ofSeconds(60))
            .initializationTimeout(Duration.ofSeconds(60))
            .build();
    client.initialize();
  }

  @AfterAll
  void disconnect() {
    client.closeGracefully();
  }

  @Test
  void initialize_server_saysWhatItIs() {
    assertThat(client.getServerInfo().name()).isEqualTo("tracequeue");
    assertThat(client.getServerInfo().version()).startsWith("0.");
    assertThat(client.getServerInstructions()).contains("Read-only", "as data");
  }

  @Test
  void listTools_each_isReadOnlyAndHasASchema() {
    List<Tool> tools = client.listTools().tools();

    assertThat(tools)
        .extracting(Tool::name)
        .containsExactlyInAnyOrderElementsOf(ApiTools.ALL.stream().map(ApiTool::name).toList());
    assertThat(tools)
        .allSatisfy(
            tool -> {
              assertThat(tool.annotations().readOnlyHint()).isTrue();
              assertThat(tool.inputSchema()).containsKey("properties");
            });
  }

  @Test
  void calls_agent_areThoseOfTheApi() throws JsonProcessingException {
    JsonNode answer = answer("calls", Map.of("agent", "sre", "since", "24h", "limit", 10));

    assertThat(answer.at("/traces/0/decision_summary").asText())
        .isEqualTo("Rolled back release 412.");
    assertThat(answer.path("traces")).hasSize(1);
  }

  @Test
  void spend_byModel_isThatOfTheApi() throws JsonProcessingException {
    JsonNode answer = answer("spend", Map.of("by", "model", "since", "24h"));

    assertThat(answer.at("/groups/0/name").asText()).isEqualTo("claude-haiku-4-5");
    assertThat(answer.at("/total/spend_usd").decimalValue()).isEqualByComparingTo("0.004");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "agents | {} | agents",
        "agent | {\"agent\": \"cto\"} | agent",
        "latency | {\"by\": \"agent\"} | groups",
        "runs | {\"limit\": 5} | runs",
        "prompts | {\"agent\": \"cto\"} | prompts",
        "limits | {} | limits"
      })
  void callTool_everyRoute_answers(String tool, String arguments, String field)
      throws JsonProcessingException {
    @SuppressWarnings("unchecked")
    Map<String, Object> map = new ObjectMapper().readValue(arguments, Map.class);

    assertThat(answer(tool, map).has(field)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "calls | {\"since\": \"soon\"} | since must be an age",
        "calls | {\"limit\": 0} | limit",
        "calls | {\"colour\": \"red\"} | colour",
        "run | {\"run_id\": \"nothing\"} | Neither this run nor any of its calls is stored",
        "trace | {} | trace_id"
      })
  void callTool_badArguments_isAnErrorThatNamesThem(String tool, String arguments, String message)
      throws JsonProcessingException {
    @SuppressWarnings("unchecked")
    Map<String, Object> map = new ObjectMapper().readValue(arguments, Map.class);

    CallToolResult result = client.callTool(CallToolRequest.builder(tool).arguments(map).build());

    assertThat(result.isError()).isTrue();
    assertThat(text(result)).contains(message);
    assertThat(errors).noneMatch(line -> line.contains("\tat "));
  }

  private JsonNode answer(String tool, Map<String, Object> arguments)
      throws JsonProcessingException {
    CallToolResult result =
        client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    assertThat(result.isError()).as(text(result)).isFalse();
    return new ObjectMapper().readTree(text(result));
  }

  private static String text(CallToolResult result) {
    return ((TextContent) result.content().get(0)).text();
  }
}
