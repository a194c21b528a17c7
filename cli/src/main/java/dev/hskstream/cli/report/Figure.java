package dev.hskstream.cli.report;

import dev.hskstream.cli.report.chart.Markup;
import dev.hskstream.cli.report.chart.Series;
import java.util.List;

/**
 * A chart of the page, with a table of its numbers beside it.
 *
 * @param title what the chart shows
 * @param caption how to read it
 * @param legend the series to name by colour; empty if the chart names them itself
 * @param svg the chart
 * @param table its numbers
 */
record Figure(String title, String caption, List<Series> legend, String svg, HtmlTable table) {
    String html() {
        return """
                <figure><figcaption><b>%s</b><span>%s</span></figcaption>
                <div class="pair"><div>%s%s</div>
                <div class="scroll" tabindex="0" role="region" aria-label="Table: %s">%s</div></div></figure>
                """
                .formatted(
                        Markup.escape(title),
                        Markup.escape(caption),
                        legendHtml(),
                        svg,
                        Markup.escape(title),
                        table.html());
    }

    private String legendHtml() {
        if (legend.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<ul class=\"legend\">");
        for (Series series : legend) {
            html.append("<li><svg viewBox=\"0 0 26 10\" aria-hidden=\"true\"><path class=\"line ")
                    .append(series.style())
                    .append("\" d=\"M1 5H25\"/></svg>")
                    .append(Markup.escape(series.name()))
                    .append("</li>");
        }
        return html.append("</ul>\n").toString();
    }
}
