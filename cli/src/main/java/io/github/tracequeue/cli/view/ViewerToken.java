// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.view;

import io.github.tracequeue.cli.options.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.regex.Pattern;

/** The secret in a viewer's address. */
public final class ViewerToken {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{24}");
  private static final String FILE = "viewer-token";

  private ViewerToken() {}

  /** A new token. */
  static String random() {
    byte[] random = new byte[18];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /**
   * The token that a folder keeps, so that bookmarks stay valid; creates it at the first use. Only
   * the owner can read its file.
   *
   * @throws UsageException if the file cannot be used; names it
   */
  public static String keptIn(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (Files.exists(file)) {
        String token = Files.readString(file).strip();
        if (!TOKEN.matcher(token).matches()) {
          throw new UsageException(file + ": not a viewer token; delete the file to get a new one");
        }
        return token;
      }
      String token = random();
      Files.newByteChannel(
              file,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
          .close();
      Files.writeString(file, token);
      return token;
    } catch (IOException e) {
      throw new UsageException(file + ": cannot be used: " + e.getMessage(), e);
    }
  }
}
