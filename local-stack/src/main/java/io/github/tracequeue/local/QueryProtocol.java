// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * AWS's query protocol, which SDKs before 2026 use: form fields in the request, XML in the
 * response.
 */
final class QueryProtocol {
  private static final String LIST = "member";

  private QueryProtocol() {}

  /** The form fields as a tree: {@code A.member.2.B=c} is B of the second element of A. */
  static ObjectNode read(byte[] form) throws ServiceError {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (String pair : new String(form, StandardCharsets.UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        put(fields, decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return (ObjectNode) withLists(fields);
  }

  static byte[] write(String namespace, String operation, ObjectNode answer, String requestId) {
    return document(
        xml -> {
          xml.writeStartElement(operation + "Response");
          xml.writeDefaultNamespace(namespace);
          if (!answer.isEmpty()) {
            xml.writeStartElement(operation + "Result");
            members(answer, xml);
            xml.writeEndElement();
          }
          xml.writeStartElement("ResponseMetadata");
          element("RequestId", requestId, xml);
          xml.writeEndElement();
          xml.writeEndElement();
        });
  }

  static byte[] write(String namespace, ServiceError error, String requestId) {
    return document(
        xml -> {
          xml.writeStartElement("ErrorResponse");
          xml.writeDefaultNamespace(namespace);
          xml.writeStartElement("Error");
          element("Type", "Sender", xml);
          element("Code", error.code(), xml);
          element("Message", String.valueOf(error.getMessage()), xml);
          xml.writeEndElement();
          element("RequestId", requestId, xml);
          xml.writeEndElement();
        });
  }

  private static void put(ObjectNode tree, String path, String value) throws ServiceError {
    String[] names = path.split("\\.", -1);
    ObjectNode parent = tree;
    for (int i = 0; i < names.length - 1; i++) {
      JsonNode child = parent.path(names[i]);
      if (child.isMissingNode()) {
        child = parent.putObject(names[i]);
      }
      if (!(child instanceof ObjectNode object)) {
        throw ServiceError.notARequest("The field " + path + " contradicts another.");
      }
      parent = object;
    }
    parent.put(names[names.length - 1], value);
  }

  private static JsonNode withLists(JsonNode node) {
    if (node.size() == 1 && node.has(LIST)) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      JsonNode elements = node.get(LIST);
      for (int i = 1; elements.has(Integer.toString(i)); i++) {
        list.add(withLists(elements.get(Integer.toString(i))));
      }
      return list;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(field -> result.set(field.getKey(), withLists(field.getValue())));
    return result;
  }

  private static void members(ObjectNode node, XMLStreamWriter xml) throws XMLStreamException {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      xml.writeStartElement(field.getKey());
      if (field.getKey().equals("ExtendedStatistics")) {
        for (Map.Entry<String, JsonNode> entry : field.getValue().properties()) {
          xml.writeStartElement("entry");
          element("key", entry.getKey(), xml);
          element("value", entry.getValue().asText(), xml);
          xml.writeEndElement();
        }
      } else {
        value(field.getValue(), xml);
      }
      xml.writeEndElement();
    }
  }

  private static void value(JsonNode node, XMLStreamWriter xml) throws XMLStreamException {
    if (node instanceof ObjectNode object) {
      members(object, xml);
    } else if (node.isArray()) {
      for (JsonNode each : node) {
        xml.writeStartElement(LIST);
        value(each, xml);
        xml.writeEndElement();
      }
    } else if (node instanceof POJONode time) {
      xml.writeCharacters(String.valueOf(time.getPojo()));
    } else {
      xml.writeCharacters(node.asText());
    }
  }

  private static void element(String name, String text, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private static byte[] document(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      content.write(xml);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private interface Content {
    void write(XMLStreamWriter xml) throws XMLStreamException;
  }
}
