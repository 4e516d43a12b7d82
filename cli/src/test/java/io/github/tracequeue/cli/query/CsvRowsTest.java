// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvRowsTest {

  @Test
  void csv_nestedFieldsListsAndFormulas_areCells() throws JsonProcessingException {
    JsonNode list =
        new ObjectMapper()
            .readTree(
                """
                [{"name": "a,b", "sums": {"usd": 0.25}, "models": ["x", "y"], "text": "=1+1"},
                 {"name": "c", "text": "-5"}]
                """);

    assertThat(CsvRows.csv(list, List.of("name", "sums.usd", "models", "text")))
        .isEqualTo("name,sums.usd,models,text\r\n\"a,b\",0.25,x y,'=1+1\r\nc,,,'-5\r\n");
  }
}
