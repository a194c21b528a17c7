package dev.hskstream.cli.report;

import dev.hskstream.cli.report.chart.Markup;
import java.util.List;

/**
 * A table of the page.
 *
 * @param head the column titles
 * @param rows the rows of cells
 */
record HtmlTable(List<String> head, List<List<String>> rows) {
    String html() {
        StringBuilder html = new StringBuilder("<table><thead><tr>");
        head.forEach(cell ->
                html.append("<th scope=\"col\">").append(Markup.escape(cell)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(Markup.escape(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table>\n").toString();
    }
}
