// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context, with the specification's own examples. */
final class TraceContextTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String GOOD = "00-" + TRACE + "-" + SPAN + "-01";

  @Test
  void fromHeaders_goodHeader_isTheCallersSpan() {
    TraceContext context =
        TraceContext.fromHeaders(GOOD, "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7");

    assertThat(context)
        .isEqualTo(
            new TraceContext(TRACE, SPAN, null, true, "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"));
    assertThat(context.traceparent()).isEqualTo(GOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-brings"
      })
  void fromHeaders_goodHeaderOfAnyVersion_keepsTheTrace(String header) {
    assertThat(TraceContext.fromHeaders(header, null).traceId()).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "00",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319-b7ad6b71692033311-01",
        "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
        " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void fromHeaders_absentOrMalformed_isANewRoot(String header) {
    TraceContext context = TraceContext.fromHeaders(header, "congo=t61rcWkgMzE");

    assertThat(context.traceId()).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
    assertThat(context.spanId()).matches("[0-9a-f]{16}");
    assertThat(context.parentSpanId()).isNull();
    assertThat(context.tracestate()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"congo=t61\nrcWkgMzE", "congo=é", "\u0000"})
  void fromHeaders_malformedTracestate_isLeftOut(String tracestate) {
    assertThat(TraceContext.fromHeaders(GOOD, tracestate))
        .isEqualTo(new TraceContext(TRACE, SPAN, null, true, ""));
  }

  @Test
  void child_anySpan_staysInTheTraceBelowIt() {
    TraceContext parent = TraceContext.fromHeaders(GOOD, "congo=t61rcWkgMzE");
    TraceContext child = parent.child();

    assertThat(child.traceId()).isEqualTo(TRACE);
    assertThat(child.parentSpanId()).isEqualTo(SPAN);
    assertThat(child.spanId()).isNotEqualTo(SPAN);
    assertThat(child.tracestate()).isEqualTo("congo=t61rcWkgMzE");
    assertThat(child.traceparent()).isEqualTo("00-" + TRACE + "-" + child.spanId() + "-01");
  }

  @Test
  void create_manyTimes_isNeverTheSame() {
    assertThat(Stream.generate(TraceContext::create).limit(1_000))
        .extracting(TraceContext::traceId)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "00000000000000000000000000000000, 0000000000000000",
    "00000000000000000000000000000000, b7ad6b7169203331",
    "0af7651916cd43dd8448eb211c80319c, 0000000000000000",
    "0AF7651916CD43DD8448EB211C80319C, b7ad6b7169203331",
    "x, y",
    ", "
  })
  @SuppressWarnings("NullAway") // Agents pass nulls.
  void constructor_invalidIds_isTheRootOfANewTrace(String traceId, String spanId) {
    TraceContext context = new TraceContext(traceId, spanId, SPAN, true, "congo=t61");

    assertThat(context.traceId()).matches("(?!0{32})[0-9a-f]{32}").isNotEqualTo(TRACE);
    assertThat(context.spanId()).matches("(?!0{16})[0-9a-f]{16}").isNotEqualTo(SPAN);
    assertThat(context.parentSpanId()).isNull();
    assertThat(context.tracestate()).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // Agents pass nulls.
  void constructor_invalidDetails_leavesThemOut() {
    TraceContext context = new TraceContext(TRACE, SPAN, "0000000000000000", true, null);

    assertThat(context).isEqualTo(new TraceContext(TRACE, SPAN, null, true, ""));
  }
}
