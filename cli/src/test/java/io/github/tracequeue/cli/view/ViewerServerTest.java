// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteToken;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ViewerServerTest {

  private final String table = DynamoDbLocal.newTable(TableSchema::createTableRequest);
  private ViewerServer viewer;
  private URI url;
  private String base;

  @BeforeEach
  void start() throws IOException {
    viewer = ViewerServer.start(DynamoDbLocal.client(), ViewerOptions.of(table));
    url = viewer.url();
    base = url.getPath();
  }

  @AfterEach
  void stop() {
    viewer.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"attacker.example", "attacker.example:PORT", "127.0.0.1", "[::1]:PORT", ""})
  void serve_nameThatWasReboundToThisMachine_isRefused(String host) throws IOException {
    String header = host.replace("PORT", Integer.toString(url.getPort()));

    RawHttp answer = RawHttp.get(url, base + "traces", Map.of("Host", header));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    assertThat(answer.text()).doesNotContain("\"traces\"");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://attacker.example",
    "Origin, null",
    "Origin, http://127.0.0.1:1",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
  })
  void serve_requestOfAnotherOrigin_isRefused(String header, String value) throws IOException {
    RawHttp answer = RawHttp.get(url, base + "traces", Map.of(header, value));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
    assertThat(answer.text()).doesNotContain("\"traces\"");
  }

  @Test
  void serve_linkFromAnotherSiteInATab_isServed() throws IOException {
    Map<String, String> followed =
        Map.of(
            "Sec-Fetch-Site",
            "cross-site",
            "Sec-Fetch-Mode",
            "navigate",
            "Sec-Fetch-Dest",
            "document");
    Map<String, String> framed =
        Map.of(
            "Sec-Fetch-Site",
            "cross-site",
            "Sec-Fetch-Mode",
            "navigate",
            "Sec-Fetch-Dest",
            "iframe");

    assertThat(RawHttp.get(url, base, followed).status()).isEqualTo(200);
    assertThat(RawHttp.get(url, base, framed).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/traces", "/openapi.json", "/AAAAAAAAAAAAAAAAAAAAAAAA/traces"})
  void serve_withoutTheToken_isNotFoundAndSaysWhatToOpen(String path) throws IOException {
    RawHttp answer = RawHttp.get(url, path, Map.of());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("Open the complete URL").doesNotContain(base);
  }

  @Test
  void url_ofTwoServers_hasTokensOfTheirOwn() throws IOException {
    try (ViewerServer other = ViewerServer.start(DynamoDbLocal.client(), ViewerOptions.of(table))) {
      assertThat(other.url().getPath()).hasSize(26).isNotEqualTo(base);
      assertThat(RawHttp.get(other.url(), base + "agents", Map.of()).status()).isEqualTo(404);
    }
  }

  @Test
  void serve_anotherAddressOfThisMachine_isNotListening() throws IOException {
    InetAddress other =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(other != null, "skipped: this machine has the loopback address alone");

    boolean listening;
    try (Socket socket = new Socket(other, url.getPort())) {
      listening = socket.isConnected();
    } catch (IOException e) {
      listening = false;
    }
    assertThat(listening).isFalse();
  }

  @Test
  void serve_everyAnswer_hasAStrictPolicy() throws IOException {
    for (String path : List.of("", "traces", "assets/app.js", "nothing")) {
      Map<String, String> headers = RawHttp.get(url, base + path, Map.of()).headers();
      assertThat(headers.get("content-security-policy"))
          .as(path)
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .contains("require-trusted-types-for 'script'")
          .doesNotContain("unsafe", "data:", "*");
      assertThat(headers)
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("referrer-policy", "no-referrer")
          .containsEntry("cross-origin-resource-policy", "same-origin");
    }
  }

  @Test
  void serve_sameAnswerAgain_isNotSentTwice() throws IOException {
    put(Instant.now());
    RawHttp first = RawHttp.get(url, base + "assets/app.js", Map.of());
    String tag = first.headers().get("etag");

    RawHttp again = RawHttp.get(url, base + "assets/app.js", Map.of("If-None-Match", tag));
    RawHttp weak = RawHttp.get(url, base + "assets/app.js", Map.of("If-None-Match", "W/" + tag));
    RawHttp other = RawHttp.get(url, base + "assets/app.js", Map.of("If-None-Match", "\"x\""));

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(weak.status()).isEqualTo(304);
    assertThat(other.status()).isEqualTo(200);
  }

  @Test
  void serve_list_changesItsTagWithWhatItHolds() throws IOException {
    String before = RawHttp.get(url, base + "traces", Map.of()).headers().get("etag");
    put(Instant.now());

    assertThat(RawHttp.get(url, base + "traces", Map.of("If-None-Match", before)).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "br, gzip;q=0.5 | true",
        "gzip;q=1.0 | true",
        "gzip; q=1 | true",
        "gzip;q=0 | false",
        "gzip;q=0.0 | false",
        "identity | false"
      })
  void serve_compressed_isTheSame(String accepted, boolean compressed) throws IOException {
    RawHttp plain = RawHttp.get(url, base + "openapi.json", Map.of());
    RawHttp answer = RawHttp.get(url, base + "openapi.json", Map.of("Accept-Encoding", accepted));

    assertThat(answer.headers().containsKey("content-encoding")).isEqualTo(compressed);
    assertThat(answer.headers()).containsEntry("vary", "Accept-Encoding");
    assertThat(answer.text()).isEqualTo(plain.text());
    assertThat(Objects.equals(answer.headers().get("etag"), plain.headers().get("etag")))
        .isEqualTo(!compressed);
  }

  @Test
  void serve_export_isStreamedWholeAlsoCompressed() throws IOException {
    for (int i = 0; i < 1_200; i++) {
      put(Instant.now().minusMillis(i));
    }
    RawHttp csv = RawHttp.get(url, base + "export?format=csv", Map.of());
    RawHttp zipped =
        RawHttp.get(url, base + "export?format=ndjson", Map.of("Accept-Encoding", "gzip"));

    assertThat(csv.headers()).containsEntry("transfer-encoding", "chunked");
    assertThat(csv.headers().get("content-disposition")).contains("traces.csv");
    assertThat(csv.text().lines()).hasSize(1_201);
    assertThat(zipped.headers()).containsEntry("content-encoding", "gzip");
    assertThat(zipped.text().lines()).hasSize(1_200);
  }

  @Test
  void serve_tokenWithoutSlash_leadsToThePage() throws IOException {
    RawHttp answer = RawHttp.get(url, base.substring(0, base.length() - 1), Map.of());

    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.headers()).containsEntry("location", base);
  }

  @Test
  void serve_head_hasNoBody() throws IOException {
    RawHttp answer =
        RawHttp.send(url, "HEAD", base + "traces", Map.of("Host", "127.0.0.1:" + url.getPort()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void serve_badlyEncodedQuery_isAProblem() throws IOException {
    RawHttp answer = RawHttp.get(url, base + "traces?agent=%zz", Map.of());

    assertThat(answer.status()).isEqualTo(400);
  }

  /** Stores a call. */
  private void put(Instant timestamp) {
    String id = UUID.randomUUID().toString();
    TraceStore.create(
            DynamoDbLocal.client(),
            new TableOptions(table, Shards.ONE, Duration.ofDays(30)),
            InstantSource.system())
        .put(
            new StoredTrace(
                id,
                timestamp,
                "cto",
                new StoredTrace.Call(
                    null, "m", null, 1_200, null, false, null, null, null, false, null),
                new StoredTrace.Tokens(1_000, 200, 0, 0, 0, 0, true),
                StoredTrace.CallCost.unpriced("unknown_model"),
                new StoredTrace.TraceLinks(null, null, null, null, null),
                new StoredTrace.Content(null, null, null, false, Map.of()),
                1),
            new WriteToken("w", id));
  }
}
