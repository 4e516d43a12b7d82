// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Prepares a response for HTTP: security headers, entity tags and compression. */
public final class ResponseEncoder {

  // For smaller bodies, compression costs more than it saves.
  private static final int LEAST_COMPRESSED = 512;

  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " require-trusted-types-for 'script'; trusted-types 'none'",
          "X-Content-Type-Options",
          "nosniff",
          // The local viewer's token is in its URL.
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin");

  private ResponseEncoder() {}

  /** The response with all headers; without a body if the client's cached body is current. */
  public static ApiResponse encode(ApiRequest request, ApiResponse response) {
    Map<String, String> headers = new LinkedHashMap<>(SECURITY);
    headers.put("Cache-Control", "private, no-cache");
    headers.putAll(response.headers());
    headers.put("Vary", "Accept-Encoding");
    boolean gzip = acceptsGzip(request.header("accept-encoding"));
    if (response.stream() != null) {
      if (gzip) {
        headers.put("Content-Encoding", "gzip");
      }
      return new ApiResponse(
          response.status(), headers, response.body(), gzip ? zipped(response) : response.stream());
    }
    byte[] body = response.body();
    boolean zip = gzip && body.length >= LEAST_COMPRESSED;
    if (response.status() == 200) {
      String tag = tag(body, zip);
      headers.put("ETag", tag);
      if (matches(request.header("if-none-match"), tag)) {
        headers.remove("Content-Type");
        return new ApiResponse(304, headers, new byte[0], null);
      }
    }
    if (zip) {
      headers.put("Content-Encoding", "gzip");
      body = gzip(body);
    }
    return new ApiResponse(response.status(), headers, body, null);
  }

  private static ApiResponse.BodyWriter zipped(ApiResponse response) {
    return out -> {
      GZIPOutputStream zip = new GZIPOutputStream(out, 8_192, true);
      if (response.stream() != null) {
        response.stream().writeTo(zip);
      }
      zip.finish();
    };
  }

  private static boolean acceptsGzip(@Nullable String acceptEncoding) {
    return acceptEncoding != null
        && Arrays.stream(acceptEncoding.split(",", -1))
            .map(coding -> coding.replace(" ", ""))
            .anyMatch(
                coding ->
                    coding.equals("gzip") || coding.matches("gzip;q=(1(\\.0*)?|0\\.0*[1-9].*)"));
  }

  private static boolean matches(@Nullable String ifNoneMatch, String tag) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(",", -1))
            .map(String::strip)
            .map(candidate -> candidate.startsWith("W/") ? candidate.substring(2) : candidate)
            .anyMatch(candidate -> candidate.equals(tag) || candidate.equals("*"));
  }

  private static String tag(byte[] body, boolean zipped) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      String hash =
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 15));
      return '"' + hash + (zipped ? "-gzip\"" : "\"");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4 + 64);
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
