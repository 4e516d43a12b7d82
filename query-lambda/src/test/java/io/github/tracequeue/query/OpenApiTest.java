// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The file itself; that answers are as it says is checked by each test that asks for one. */
final class OpenApiTest {

  private static final Path GUIDE = Path.of("..", "docs", "api.md");

  private final JsonNode document = ApiSchema.document();

  @Test
  void document_version_is31() {
    assertThat(document.required("openapi").asText()).startsWith("3.1.");
  }

  @Test
  void document_everyReference_leadsSomewhere() {
    List<String> references = document.findValuesAsText("$ref");

    assertThat(references).isNotEmpty();
    assertThat(references)
        .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
  }

  @Test
  void document_everyRouteAndParameter_existsAndIsInTheGuide() throws IOException {
    String guide = Files.readString(GUIDE);
    QueryApi api = TestTable.empty().api();
    document
        .required("paths")
        .properties()
        .forEach(
            path -> {
              String example = path.getKey().replaceAll("\\{[a-z_]+}", "0");
              ApiResponse response = api.handle(ApiRequest.get(example, ""));
              assertThat(new String(response.body(), StandardCharsets.UTF_8))
                  .as(path.getKey())
                  .doesNotContain("No such route");
              assertThat(guide).contains("`GET " + path.getKey() + "`");
              names(path.getValue()).forEach(name -> assertThat(guide).contains("`" + name + "`"));
            });
  }

  private List<String> names(JsonNode path) {
    List<String> names = new ArrayList<>();
    for (JsonNode parameter : path.required("get").path("parameters")) {
      JsonNode target =
          parameter.has("$ref")
              ? document.at(parameter.required("$ref").asText().substring(1))
              : parameter;
      names.add(target.required("name").asText());
    }
    return List.copyOf(new TreeSet<>(names));
  }
}
