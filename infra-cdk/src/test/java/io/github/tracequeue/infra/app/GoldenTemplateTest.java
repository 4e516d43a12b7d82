// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The example's template as it was last agreed on. A difference is a change of what is deployed: if
 * it is meant, run the test with {@code -Dgolden.update=true} and commit the files.
 */
@RequiresNode
final class GoldenTemplateTest {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** It is a resource, because commands and the local stack read what is deployed from it. */
  @Test
  void example_isAsAgreed() throws IOException {
    compare(
        Synthesis.moduleDirectory()
            .resolveSibling("operations")
            .resolve("src/main/resources/io/github/tracequeue/bill/example.template.json"),
        scrubbed(Variant.EXAMPLE.templates().main().tree()));
  }

  private static void compare(Path golden, JsonNode actual) throws IOException {
    String text = print(actual);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden, UTF_8));
  }

  /** Without what changes with the packaged code or the CDK's version only. */
  private static JsonNode scrubbed(JsonNode template) {
    ObjectNode copy = template.deepCopy();
    ObjectNode resources = (ObjectNode) copy.path("Resources");
    resources.remove("CDKMetadata");
    copy.remove("Conditions");
    resources.forEach(resource -> ((ObjectNode) resource).remove("Metadata"));
    String text =
        copy.toString()
            .replaceAll("CurrentVersion([0-9A-F]{8})[0-9a-f]{32}", "CurrentVersion$1HASH")
            .replaceAll("[0-9a-f]{64}", "HASH");
    return Json.parse(text);
  }

  private static String print(JsonNode tree) throws JsonProcessingException {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    Object sorted = MAPPER.treeToValue(tree, Object.class);
    return MAPPER.writer(printer).writeValueAsString(sorted) + "\n";
  }
}
