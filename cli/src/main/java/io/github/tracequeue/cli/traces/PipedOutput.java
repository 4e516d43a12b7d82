// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traces;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The standard output as a stream that throws if its reader has closed the pipe, as {@code | head}
 * does; a {@link PrintStream} only sets a flag. Wrap it in a buffer, because each write is flushed.
 */
final class PipedOutput extends OutputStream {
  private final PrintStream out;

  PipedOutput(PrintStream out) {
    this.out = out;
  }

  /** The reader of the output has closed the pipe. */
  static final class ReaderGoneException extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    check();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    check();
  }

  @Override
  public void flush() throws IOException {
    check();
  }

  private void check() throws IOException {
    if (out.checkError()) {
      throw new ReaderGoneException();
    }
  }
}
