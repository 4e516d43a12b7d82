// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An append-only file of JSON lines. The state survives a killed process. Only the owner can read
 * the file. Thread-safe.
 *
 * <p>When {@link #append} returns, the entry is written to the operating system, but not synced: a
 * power failure may lose the last entries.
 */
final class Journal implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private OutputStream out;

  private Journal(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Opens or creates the file, and passes each entry to the reader, oldest first.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  static Journal open(Path file, Consumer<JsonNode> reader) {
    try {
      if (Files.exists(file)) {
        replay(file, reader);
      }
      return new Journal(file, appending(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Appends an entry. */
  synchronized void append(JsonNode entry) {
    try {
      out.write(line(entry));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces all entries atomically. */
  synchronized void rewrite(Stream<? extends JsonNode> entries) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.deleteIfExists(next);
      try (OutputStream rewritten = appending(next)) {
        for (JsonNode entry : (Iterable<JsonNode>) entries.map(JsonNode.class::cast)::iterator) {
          rewritten.write(line(entry));
        }
      }
      out.close();
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      out = appending(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replay(Path file, Consumer<JsonNode> reader) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String line = lines.readLine();
      while (line != null) {
        String following = lines.readLine();
        try {
          reader.accept(JSON.readTree(line));
        } catch (JsonProcessingException e) {
          // An incomplete last line is from a killed process; anything else is corruption.
          if (following != null) {
            throw new IOException("corrupt file " + file, e);
          }
        }
        line = following;
      }
    }
  }

  private static OutputStream appending(Path file) throws IOException {
    boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] owner =
        isPosix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    // Unbuffered, so that each write reaches the operating system immediately.
    return Channels.newOutputStream(
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), owner));
  }

  private static byte[] line(JsonNode entry) {
    return (entry + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
