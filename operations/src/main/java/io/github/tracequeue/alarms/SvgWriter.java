// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

/** Writes the few kinds of SVG elements that a picture here needs; not thread safe. */
final class SvgWriter {
  private final StringBuilder out = new StringBuilder();

  /** Opens the document and its white background. */
  SvgWriter(int width, int height, String title) {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
    attribute("width", width).attribute("height", height);
    attribute("viewBox", "0 0 " + width + " " + height);
    attribute("font-family", "system-ui, sans-serif").attribute("font-size", 13);
    out.append(">\n<title>").append(escaped(title)).append("</title>\n");
    box(0, 0, width, height, "#ffffff", "");
  }

  /** A filled rectangle; a note that is not empty is shown when someone points at it. */
  void box(double x, double y, double width, double height, String color, String note) {
    out.append("<rect");
    attribute("x", x).attribute("y", y).attribute("width", width).attribute("height", height);
    attribute("fill", color);
    if (note.isEmpty()) {
      out.append("/>\n");
    } else {
      out.append("><title>").append(escaped(note)).append("</title></rect>\n");
    }
  }

  void verticalLine(double x, double from, double until, String color) {
    out.append("<line");
    attribute("x1", x).attribute("x2", x).attribute("y1", from).attribute("y2", until);
    attribute("stroke", color);
    out.append("/>\n");
  }

  void text(double x, double y, String text, Style style) {
    out.append("<text");
    attribute("x", x).attribute("y", y).attribute("fill", style.color());
    attribute("text-anchor", style.centered() ? "middle" : "start");
    attribute("font-weight", style.strong() ? 600 : 400);
    out.append('>').append(escaped(text)).append("</text>\n");
  }

  /** The whole document. */
  String close() {
    return out.append("</svg>\n").toString();
  }

  private SvgWriter attribute(String name, double value) {
    double rounded = Math.rint(value * 10) / 10;
    return attribute(
        name,
        rounded == Math.rint(rounded)
            ? Long.toString(Math.round(rounded))
            : Double.toString(rounded));
  }

  private SvgWriter attribute(String name, String value) {
    out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    return this;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  /** How a text looks. */
  record Style(String color, boolean strong, boolean centered) {}
}
