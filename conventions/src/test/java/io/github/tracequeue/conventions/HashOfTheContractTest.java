// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the prompt hash as the contract's page writes it gives the golden vectors. */
final class HashOfTheContractTest {
  private static final Path CONTRACT = Repository.ROOT.resolve("contract");
  private static final Path VECTORS = CONTRACT.resolve("vectors/prompt-hash.json");
  private static final Path TYPESCRIPT =
      Repository.ROOT.resolve("examples/typescript/node_modules/typescript");

  private static final String PYTHON_CHECK =
      """

      import json, sys
      cases = json.load(open(sys.argv[1], encoding="utf-8"))
      for case in cases:
          assert prompt_hash(case["prompt"]) == case["prompt_hash"], case
          assert prompt_hash(case["prompt"], case["hmac_key_utf8"]) == case["prompt_hash_hmac"], case
      print(len(cases))
      """;

  private static final String NODE_CHECK =
      """

      import { readFileSync } from "node:fs";
      const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
      for (const { prompt, prompt_hash, prompt_hash_hmac, hmac_key_utf8 } of cases) {
        if (promptHash(prompt) !== prompt_hash) throw new Error(prompt);
        if (promptHash(prompt, hmac_key_utf8) !== prompt_hash_hmac) throw new Error(prompt);
      }
      console.log(cases.length);
      """;

  private static final String TRANSPILE =
      """
      const [compiler, from, to] = process.argv.slice(1);
      const { transpile, ScriptTarget, ModuleKind } = require(compiler);
      const { readFileSync, writeFileSync } = require("node:fs");
      const options = { target: ScriptTarget.ES2022, module: ModuleKind.ES2022 };
      writeFileSync(to, transpile(readFileSync(from, "utf8"), options));
      """;

  @TempDir Path folder;

  @Test
  void pythonHash_ofTheGoldenPrompts_isTheGoldenHash() throws Exception {
    assumeTrue(succeeds("python3", "--version"), "python3 is not installed");
    Path script = folder.resolve("hash.py");
    Files.writeString(script, code("python", "def prompt_hash") + PYTHON_CHECK);

    assertThat(run("python3", script.toString(), VECTORS.toString())).isGreaterThan(10);
  }

  @Test
  void typescriptHash_ofTheGoldenPrompts_isTheGoldenHash() throws Exception {
    assumeTrue(succeeds("node", "--version"), "node is not installed");
    assumeTrue(
        Files.isDirectory(TYPESCRIPT), "'npm install' has not been run in examples/typescript");
    Path source = folder.resolve("hash.ts");
    Path script = folder.resolve("hash.mjs");
    Files.writeString(source, code("ts", "function promptHash") + NODE_CHECK);
    output("node", "-e", TRANSPILE, TYPESCRIPT.toString(), source.toString(), script.toString());

    assertThat(run("node", script.toString(), VECTORS.toString())).isGreaterThan(10);
  }

  /** The block of the contract's page that holds a text. */
  private static String code(String language, String holds) {
    Matcher block =
        Pattern.compile("```" + language + "\\n([^`]*" + Pattern.quote(holds) + "[^`]*)```")
            .matcher(Repository.read(CONTRACT.resolve("README.md")));
    assertThat(block.find()).as("a block with %s", holds).isTrue();
    return block.group(1);
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return Integer.parseInt(output(command).strip());
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
