// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/propose-prices} with real repositories, and a command in the place of GitHub's. */
final class ProposePricesTest {
  private static final String SCRIPT = Repository.ROOT.resolve(".ci/propose-prices").toString();

  @TempDir private Path folder;
  private Path origin;
  private Path checkout;
  private Path prices;

  @BeforeEach
  void checkOut() throws Exception {
    origin = folder.resolve("origin.git");
    checkout = folder.resolve("checkout");
    prices = checkout.resolve("prices");
    run(folder, "git", "init", "--quiet", "--bare", origin.toString());
    run(folder, "git", "clone", "--quiet", origin.toString(), checkout.toString());
    Files.createDirectory(prices);
    Files.writeString(prices.resolve("old.csv"), "1\n");
    run(checkout, "git", "add", ".");
    run(
        checkout,
        "git",
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "commit",
        "-q",
        "-m",
        "Begin");
    run(checkout, "git", "push", "--quiet", "origin", "HEAD");
    Files.writeString(checkout.resolve("changes.txt"), "2 new prices\n");
    Path gh = Files.createDirectory(folder.resolve("bin")).resolve("gh");
    Files.writeString(gh, "#!/bin/sh\necho \"gh $*\"\n");
    assertThat(gh.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void run_noPriceChanged_proposesNothing() throws Exception {
    assertThat(propose()).isEqualTo("No price changed.\n");

    assertThat(run(origin, "git", "branch", "--format=%(refname:short)")).hasLineCount(1);
  }

  @Test
  void run_changedFileAndNewProvider_proposesBothAndNothingElse() throws Exception {
    Files.writeString(prices.resolve("old.csv"), "2\n");
    Files.writeString(prices.resolve("new.csv"), "3\n");

    assertThat(propose()).contains("gh pr create --title Update prices --body-file changes.txt");

    assertThat(run(origin, "git", "show", "--format=%s", "--name-status", "prices-7"))
        .isEqualTo("Update prices\n\nA\tprices/new.csv\nM\tprices/old.csv\n");
  }

  private String propose() throws Exception {
    return run(checkout, SCRIPT, "prices", "changes.txt");
  }

  private String run(Path where, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", folder.resolve("bin") + File.pathSeparator + environment.get("PATH"));
    environment.put("GITHUB_RUN_ID", "7");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
