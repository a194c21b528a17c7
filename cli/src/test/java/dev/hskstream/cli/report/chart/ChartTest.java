package dev.hskstream.cli.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final Series LINE = new Series("s4 & co", "c-1", List.of(new Point(0, 0), new Point(10, 5)));

    @Test
    void drawsALineFromCornerToCorner() {
        String svg = new LineChart("Loss", "steps", "loss (nats)", List.of(LINE), List.of(), false).svg();

        assertThat(svg).contains("<path class=\"line c-1\" d=\"M62.0 252.0L622.0 14.0\"/>");
    }

    @Test
    void labelsBothAxesAndNamesThePicture() {
        String svg = new LineChart("Loss", "steps", "loss (nats)", List.of(LINE), List.of(), false).svg();

        assertThat(svg).contains(">steps</text>", ">loss (nats)</text>", "<title>Loss</title>", "aria-label=\"Loss\"");
    }

    @Test
    void drawsTheBaselineInsideTheFrame() {
        String svg = new LineChart(
                        "Metric", "steps", "accuracy (%)", List.of(LINE), List.of(new Level("majority", -5)), true)
                .svg();

        assertThat(svg).contains("class=\"level\"", ">majority</text>", "<text class=\"tick\" text-anchor=\"end\"");
        assertThat(svg).contains(">-6</text>", "<title>s4 &amp; co: 5.000 at 10.00</title>");
    }

    @Test
    void makesBarsAsLongAsTheirAmounts() {
        String svg = new BarChart(
                        "Time",
                        "seconds",
                        List.of(new BarChart.Bar("a", "c-1", 50, "50 s"), new BarChart.Bar("b", "c-1", 100, "100 s")))
                .svg();

        assertThat(svg).contains("width=\"200.0\"", "width=\"400.0\"", ">50 s</text>", ">100 s</text>");
    }

    @Test
    void keepsTheNamesOfNearDotsApart() {
        Series one = new Series("one", "c-1", List.of(new Point(10, 5)));
        Series two = new Series("two", "c-2", List.of(new Point(10, 5)));

        String svg = new ScatterChart("Size", "M", "accuracy", List.of(one, two), List.of(new Level("zero", 0))).svg();

        double first = height(svg, "one");
        double second = height(svg, "two");
        assertThat(Math.abs(first - second)).isGreaterThanOrEqualTo(14);
    }

    private static double height(String svg, String name) {
        String line = svg.lines()
                .filter(text -> text.contains(">" + name + "</text>"))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.replaceAll(".* y=\"([0-9.]+)\".*", "$1"));
    }
}
