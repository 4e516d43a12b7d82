// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The function as a Lambda function URL calls it: payload format 2.0. */
final class QueryHandlerTest {

  private final TestTable table = TestTable.empty();

  @Test
  void handleRequest_aList_isTheApisAnswer() throws IOException {
    table.put(new Calls().decision("Grüße <b>").at(Instant.now()));

    JsonNode answer = invoke("GET", "/traces", "limit=5", Map.of());

    assertThat(answer.required("statusCode").asInt()).isEqualTo(200);
    assertThat(answer.required("isBase64Encoded").asBoolean()).isFalse();
    assertThat(answer.at("/headers/Content-Type").asText()).isEqualTo("application/json");
    JsonNode body = ApiSchema.MAPPER.readTree(answer.required("body").asText());
    assertThat(body.at("/traces/0/decision_summary").asText()).isEqualTo("Grüße <b>");
  }

  @Test
  void handleRequest_compressed_isBase64() throws IOException {
    JsonNode answer = invoke("GET", "/openapi.json", "", Map.of("accept-encoding", "gzip"));

    assertThat(answer.required("isBase64Encoded").asBoolean()).isTrue();
    byte[] zipped = Base64.getDecoder().decode(answer.required("body").asText());
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      assertThat(ApiSchema.MAPPER.readTree(zip)).isEqualTo(ApiSchema.document());
    }
  }

  @Test
  void handleRequest_page_isServedToo() throws IOException {
    assertThat(invoke("GET", "/", "", Map.of()).required("body").asText())
        .startsWith("<!doctype html>");
  }

  @Test
  void handleRequest_longExport_comesInPartsAndCompressed() throws IOException {
    BulkCalls.like(DynamoDbLocal.client(), table.name, table.put(new Calls().at(Instant.now())))
        .write(
            0,
            4_100,
            (i, item) -> {
              BulkCalls.key(item, i, "cto", Instant.now().minusSeconds(60 + i));
              // Each of these becomes seven bytes on its way.
              item.put("decision_summary", AttributeValue.fromS("\u0001".repeat(300)));
            });

    JsonNode plain = invoke("GET", "/export", "format=ndjson", Map.of());
    JsonNode first = invoke("GET", "/export", "format=ndjson", Map.of("accept-encoding", "gzip"));
    String link = first.at("/headers/Link").asText();
    String query = link.substring(link.indexOf('?') + 1, link.indexOf('>'));
    JsonNode rest = invoke("GET", "/export", query, Map.of());

    assertThat(plain.required("statusCode").asInt()).isEqualTo(413);
    assertThat(plain.required("body").asText()).contains("Accept-Encoding: gzip");
    assertThat(link).startsWith("<export?format=ndjson&cursor=").endsWith(">; rel=\"next\"");
    assertThat(rest.required("body").asText().lines()).hasSize(101);
    assertThat(rest.at("/headers").has("Link")).isFalse();
  }

  @Test
  void handleRequest_badQueryAndOtherMethod_areProblems() throws IOException {
    assertThat(invoke("GET", "/traces", "a=%zz", Map.of()).required("statusCode").asInt())
        .isEqualTo(400);
    assertThat(invoke("POST", "/traces", "", Map.of()).required("statusCode").asInt())
        .isEqualTo(405);
  }

  @Test
  void create_withoutATable_namesTheVariable() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QueryHandler(Map.of("AWS_REGION", "eu-central-1")))
        .withMessage("the environment variable TRACEQUEUE_TABLE is not set");
  }

  private JsonNode invoke(String method, String path, String query, Map<String, String> headers)
      throws IOException {
    ObjectNode event = ApiSchema.MAPPER.createObjectNode();
    event.put("version", "2.0").put("rawPath", path).put("rawQueryString", query);
    ObjectNode sent = event.putObject("headers");
    headers.forEach(sent::put);
    event.putArray("cookies").add("a=b");
    event.putObject("requestContext").put("accountId", "1").putObject("http").put("method", method);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new QueryHandler(table.context(AlarmSource.NONE, false, InstantSource.system()))
        .handleRequest(
            new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
            out,
            noContext());
    return ApiSchema.MAPPER.readTree(out.toByteArray());
  }

  /** The handler asks it nothing. */
  private static Context noContext() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
