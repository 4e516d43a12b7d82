// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/** The body formats Smithy RPC v2 CBOR, which current SDKs use, and AWS JSON 1.0. */
final class SmithyProtocol {
  static final SmithyProtocol CBOR = new SmithyProtocol(new ObjectMapper(new CBORFactory()));
  static final SmithyProtocol JSON = new SmithyProtocol(new ObjectMapper());

  private static final int EPOCH_TIMESTAMP_TAG = 1;

  private final ObjectMapper mapper;

  private SmithyProtocol(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  JsonNode read(byte[] body) throws ServiceError {
    try {
      JsonNode request = mapper.readTree(body);
      if (request.isObject()) {
        return request;
      }
      throw ServiceError.notARequest("The request is not an object.");
    } catch (JsonProcessingException e) {
      throw ServiceError.notARequest("The request cannot be read.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] write(ObjectNode answer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = mapper.createGenerator(out)) {
      write(answer, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  byte[] write(ServiceError error) {
    return write(
        JsonNodeFactory.instance
            .objectNode()
            .put("__type", error.shape())
            .put("message", String.valueOf(error.getMessage())));
  }

  private static void write(JsonNode node, JsonGenerator out) throws IOException {
    if (node instanceof POJONode pojo && pojo.getPojo() instanceof Instant time) {
      if (out instanceof CBORGenerator cbor) {
        cbor.writeTag(EPOCH_TIMESTAMP_TAG);
      }
      out.writeNumber(time.toEpochMilli() / 1000d);
    } else if (node.isObject()) {
      out.writeStartObject(node, node.size());
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        out.writeFieldName(each.getKey());
        write(each.getValue(), out);
      }
      out.writeEndObject();
    } else if (node.isArray()) {
      out.writeStartArray(node, node.size());
      for (JsonNode each : node) {
        write(each, out);
      }
      out.writeEndArray();
    } else {
      out.writeTree(node);
    }
  }
}
