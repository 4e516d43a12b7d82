// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each Java sample of the documents that uses the client, compiled. */
final class SampleTest {
  private static final Path CONTRACT = Path.of(System.getProperty("contract.dir"));
  private static final Pattern BLOCK =
      Pattern.compile("^```java\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /** What the samples take for granted: an agent with a model of its own. */
  private static final String SURROUNDINGS =
      """
      import java.time.Duration;
      import java.util.*;
      import com.sun.net.httpserver.Headers;
      import io.github.tracequeue.client.*;
      import io.micrometer.core.instrument.MeterRegistry;
      %s
      abstract class Sample {
        interface Model { Answer ask(String prompt) throws java.io.IOException; }
        record Answer(int inputTokens, int outputTokens, String text) {}
        interface Context { int getRemainingTimeInMillis(); }
        abstract String answer(String input) throws Exception;
        Object sample(Model model, String prompt, Headers headers, MeterRegistry registry,
            Context context, String input, String queueUrl, byte[] key) throws Exception {
          %s
          %s
          %s
        }
      }
      """;

  @TempDir Path folder;

  static Stream<MatchResult> samples() throws IOException {
    List<String> documents =
        List.of(
            Files.readString(CONTRACT.resolveSibling("README.md")),
            Files.readString(CONTRACT.resolveSibling("docs/producer.md")));
    assertThat(documents).allMatch(text -> BLOCK.matcher(text).find(), "has a sample");
    return documents.stream().flatMap(text -> BLOCK.matcher(text).results());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sample_ofTheDocuments_compiles(MatchResult block) throws IOException {
    Map<Boolean, String> lines =
        block
            .group(1)
            .lines()
            .collect(
                Collectors.partitioningBy(
                    line -> line.startsWith("import "), Collectors.joining("\n")));
    String body = lines.getOrDefault(false, "");
    boolean defines = body.contains("TraceClient traces =");
    boolean returns = body.contains("\nreturn ") || body.startsWith("return ");
    String source =
        SURROUNDINGS.formatted(
            lines.getOrDefault(true, ""),
            defines ? "" : "TraceClient traces = TraceClient.fromEnvironment();",
            body,
            returns ? "" : "return null;");

    assertThat(errors(source)).as(source).isEmpty();
  }

  private List<String> errors(String source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    List<String> options =
        List.of(
            "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
    compiler.getTask(null, null, diagnostics, options, null, List.of(new Source(source))).call();
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(Object::toString)
        .toList();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Sample.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
