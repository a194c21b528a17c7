package dev.hskstream.cli.report.chart;

/** Text inside HTML and SVG. */
public final class Markup {
    private Markup() {}

    /** The text with the characters that mean something in markup written as entities. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
