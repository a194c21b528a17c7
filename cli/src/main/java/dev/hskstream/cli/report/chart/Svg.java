package dev.hskstream.cli.report.chart;

import java.util.Locale;

/** Writes SVG elements. Colours and fonts come from the style sheet, by class. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    /**
     * Starts a picture that scales with the page.
     *
     * @param title what the picture shows, for screen readers
     */
    Svg(int width, int height, String title) {
        text.append("<svg viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" aria-label=\"")
                .append(Markup.escape(title))
                .append("\">\n<title>")
                .append(Markup.escape(title))
                .append("</title>\n");
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        return add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    /**
     * Adds a text.
     *
     * @param anchor SVG's text-anchor: start, middle or end
     */
    Svg text(String style, String anchor, double x, double y, String words) {
        return add(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                style, anchor, x, y, Markup.escape(words));
    }

    /** Adds a text that runs upwards, as the label of a vertical axis. */
    Svg upwards(String style, double x, double y, String words) {
        return add(
                "<text class=\"%s\" text-anchor=\"middle\" transform=\"translate(%.1f %.1f) rotate(-90)\">%s</text>",
                style, x, y, Markup.escape(words));
    }

    Svg path(String style, String data) {
        return add("<path class=\"%s\" d=\"%s\"/>", style, data);
    }

    /** Adds a dot with a tooltip. */
    Svg dot(String style, double x, double y, double radius, String tip) {
        return add(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title></circle>",
                style, x, y, radius, Markup.escape(tip));
    }

    /** Adds a bar with a tooltip. */
    Svg bar(String style, double x, double y, double width, double height, String tip) {
        return add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\">"
                        + "<title>%s</title></rect>",
                style, x, y, width, height, Markup.escape(tip));
    }

    String end() {
        return text + "</svg>\n";
    }

    private Svg add(String element, Object... arguments) {
        text.append(String.format(Locale.ROOT, element, arguments)).append('\n');
        return this;
    }
}
