// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.output.Terminal;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TreeTextTest {

  @Test
  void lines_chainOfAThousandCalls_isIndentedToALimit() {
    List<String> lines = TreeText.lines(chain(1_000), Terminal.NONE);

    assertThat(lines.get(1 + 1 + 1 + 999)).contains("\u2026999 ").contains("\u2514\u2500 cto m");
    assertThat(lines).allMatch(line -> line.length() < 160);
  }

  @Test
  void lines_parentThatIsNotStored_isANode() {
    ObjectNode trace = chain(2);
    ((ObjectNode) trace.at("/nodes/0")).put("kind", "missing");

    assertThat(TreeText.lines(trace, Terminal.NONE).get(3)).contains("(not stored)", "\u03A3 1.5");
  }

  /** Each call is the only child of the call before. */
  private static ObjectNode chain(int length) {
    ObjectNode trace = new ObjectMapper().createObjectNode();
    trace.put("trace_id", "t").put("started_at", "2026-11-23T12:00:00.000Z").put("duration_ms", 5);
    trace.putArray("agents").add("cto");
    trace.putObject("stats").put("count", length);
    ArrayNode nodes = trace.putArray("nodes");
    for (int i = 0; i < length; i++) {
      nodes
          .addObject()
          .put("kind", "call")
          .put("depth", i)
          .put("parent", i - 1)
          .put("descendants", length - i - 1)
          .put("agent_slug", "cto")
          .put("model", "m")
          .put("status", "ok")
          .put("timestamp", "2026-11-23T12:00:00.000Z")
          .put("latency_ms", 5)
          .put("cost_usd", new BigDecimal("0.1"))
          .put("cost_beneath_usd", new BigDecimal("1.5"));
    }
    return trace;
  }
}
