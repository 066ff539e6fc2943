package dev.aks4j.network;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/**
 * The picture of an {@link IpPlan}: a bar for each range, as long as what it has, with what is taken with the fewest
 * nodes, at the maximum, with surge, and by further batches. What does not fit is drawn to the end of the bar in red.
 */
final class IpPlanSvg {

    private static final int LEFT = 330;
    private static final int BAR = 420;
    private static final int ROW = 34;
    private static final int TOP = 64;

    private IpPlanSvg() {}

    static String of(IpPlan plan) {
        List<RangeUse> ranges = plan.ranges();
        int height = TOP + ROW * ranges.size() + 22 * plan.overlaps().size() + 20;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1120\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 1120 ")
                .append(height)
                .append("\" font-family=\"sans-serif\" font-size=\"13\">\n");
        rectangle(svg, 0, 0, 1120, height, "#ffffff");
        text(svg, 12, 24, "IP plan", "#111111", "bold");
        legend(svg);
        int y = TOP;
        for (RangeUse range : ranges) {
            row(svg, range, y);
            y += ROW;
        }
        for (RangeOverlap overlap : plan.overlaps()) {
            text(svg, 12, y + 14, overlap.toString(), "#b00020", "normal");
            y += 22;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void legend(StringBuilder svg) {
        int x = LEFT;
        for (String[] entry : new String[][] {
            {"#1f5fa8", "fewest nodes"},
            {"#5b9bd5", "maximum"},
            {"#f2a93b", "surge"},
            {"#f6d9a8", "further batches"},
            {"#e4e4e4", "free"},
            {"#d64545", "missing"}
        }) {
            rectangle(svg, x, 14, 12, 12, entry[0]);
            text(svg, x + 16, 24, entry[1], "#444444", "normal");
            x += 30 + 7 * entry[1].length();
        }
    }

    private static void row(StringBuilder svg, RangeUse use, int y) {
        svg.append("<g><title>").append(escape(title(use))).append("</title>\n");
        text(svg, 12, y + 13, use.kind() + " " + use.name(), "#111111", "normal");
        text(svg, 12, y + 27, use.range().toString(), "#777777", "normal");
        rectangle(svg, LEFT, y, BAR, 18, "#e4e4e4");
        int from = 0;
        long[] marks = {use.now(), use.atMaximum(), use.needs(), use.atMost()};
        String[] colors = {"#1f5fa8", "#5b9bd5", "#f2a93b", "#f6d9a8"};
        for (int i = 0; i < marks.length; i++) {
            int to = pixels(marks[i], use.has());
            if (to > from) {
                rectangle(svg, LEFT + from, y, to - from, 18, colors[i]);
                from = to;
            }
        }
        if (!use.fits()) {
            rectangle(svg, LEFT + BAR - 8, y, 8, 18, "#d64545");
        }
        text(
                svg,
                LEFT + BAR + 14,
                y + 14,
                IpPlanText.number(use.needs()) + " of " + IpPlanText.number(use.has()) + " " + use.unit()
                        + (use.fits() ? "" : ", " + IpPlanText.number(use.free().negate()) + " too few"),
                use.fits() ? "#111111" : "#b00020",
                "normal");
        svg.append("</g>\n");
    }

    private static String title(RangeUse use) {
        StringBuilder title = new StringBuilder(use.toString());
        use.users().forEach(user -> title.append('\n').append(user));
        return title.toString();
    }

    /** Where a number of addresses is on the bar; what is taken at all is seen. */
    private static int pixels(long count, BigInteger has) {
        if (count <= 0) {
            return 0;
        }
        if (has.compareTo(BigInteger.valueOf(count)) <= 0) {
            return BAR;
        }
        BigDecimal share = BigDecimal.valueOf(count)
                .multiply(BigDecimal.valueOf(BAR))
                .divide(new BigDecimal(has), MathContext.DECIMAL64);
        return Math.max(1, share.intValue());
    }

    private static void rectangle(StringBuilder svg, int x, int y, int width, int height, String color) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
                x,
                y,
                width,
                height,
                color));
    }

    private static void text(StringBuilder svg, int x, int y, String words, String color, String weight) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" fill=\"%s\" font-weight=\"%s\">%s</text>\n",
                x,
                y,
                color,
                weight,
                escape(words)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
