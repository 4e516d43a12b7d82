// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.mcp;

import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.query.TableApi;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves the query API to an assistant. */
@Command(
    name = "mcp",
    mixinStandardHelpOptions = true,
    description = {
      "Serve the query API as tools of the Model Context Protocol (MCP), over standard input and"
          + " output, until the input ends. Assistants and agents start this command themselves.",
      "The server only reads. It uses your own AWS credentials."
    },
    footerHeading = "%nExample: the configuration of an assistant%n",
    footer = {
      "  {\"mcpServers\": {\"tracequeue\": {\"command\": \"/path/to/bin/tracequeue\",",
      "    \"args\": [\"mcp\", \"--table\", \"team-activity\", \"--region\", \"eu-central-1\"]}}}"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:the input ended", "2:an option is invalid; the message names it"})
public final class McpCommand implements Callable<Integer> {
  @Mixin private TableAccess access = new TableAccess();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Created by picocli. */
  McpCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintStream protocol = System.out;
    // A library that prints would break the protocol.
    System.setOut(System.err);
    try (TableApi api = TableApi.open(access)) {
      new ToolServer(api, version()).serve(System.in, protocol);
    } finally {
      System.setOut(protocol);
    }
    return ExitCode.OK;
  }

  /** The build's version, without the command's name. */
  private String version() {
    String line = String.join(" ", spec.root().version());
    return line.substring(line.lastIndexOf(' ') + 1);
  }
}
