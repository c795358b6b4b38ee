package dev.wsemulator.internal.controlplane.store;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes what the query protocol answers. */
final class Xml {
  private Xml() {}

  /** Returns a document whose only member is the root element. */
  static byte[] of(String namespace, Document document) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      for (Map.Entry<String, Object> root : document.members().entrySet()) {
        out.writeStartElement(root.getKey());
        out.writeDefaultNamespace(namespace);
        write(out, root.getValue());
        out.writeEndElement();
      }
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("A text can be written to memory.", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(XMLStreamWriter out, Object value) throws XMLStreamException {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> member : map.entrySet()) {
        element(out, String.valueOf(member.getKey()), member.getValue());
      }
    } else if (value instanceof List<?> list) {
      for (Object one : list) {
        element(out, "member", one);
      }
    } else {
      out.writeCharacters(
          String.valueOf(value).replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "?"));
    }
  }

  private static void element(XMLStreamWriter out, String name, Object value)
      throws XMLStreamException {
    out.writeStartElement(name);
    write(out, value);
    out.writeEndElement();
  }
}
