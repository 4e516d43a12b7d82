// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.bill.ExampleTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The synthesized templates that a command reads. */
public final class TemplateFiles {
  private static final String ENDING = ".template.json";

  @Option(
      names = "--template",
      paramLabel = "PATH",
      description =
          "A synthesized template, or the output folder of 'cdk synth', for example"
              + " infra-cdk/target/cdk.out (default: the example configuration).")
  public @Nullable Path path;

  /**
   * The templates, of a stack and of its nested stacks.
   *
   * @throws UsageException if a file cannot be read; names the file
   */
  public List<JsonNode> read() {
    if (path == null) {
      return List.of(ExampleTemplate.load());
    }
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> templates = new ArrayList<>();
    for (Path file : files(path)) {
      try {
        templates.add(mapper.readTree(Files.readString(file)));
      } catch (NoSuchFileException e) {
        throw new UsageException("--template: " + file + ": no such file", e);
      } catch (IOException e) {
        throw new UsageException("--template: " + file + ": cannot be read: " + e.getMessage(), e);
      }
    }
    return templates;
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.list(path)) {
      List<Path> files =
          all.filter(file -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
      if (files.isEmpty()) {
        throw new UsageException("--template: " + path + ": it contains no *" + ENDING);
      }
      return files;
    } catch (IOException e) {
      throw new UsageException("--template: " + path + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
