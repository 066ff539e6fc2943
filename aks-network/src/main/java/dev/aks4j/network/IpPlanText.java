package dev.aks4j.network;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The text of an {@link IpPlan}: a line for each range, and the overlaps. */
final class IpPlanText {

    private IpPlanText() {}

    static String of(IpPlan plan) {
        StringBuilder text = new StringBuilder("IP plan at every maximum, with surge\n");
        List<List<String>> rows = new ArrayList<>();
        plan.ranges().forEach(range -> rows.add(row(range)));
        int[] widths = new int[4];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < row.size(); i++) {
                line.append(' ').append(row.get(i));
                if (i < widths.length) {
                    line.append(" ".repeat(widths[i] - row.get(i).length() + 1));
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        plan.overlaps().forEach(overlap -> text.append("  ! ").append(overlap).append('\n'));
        return text.toString().stripTrailing();
    }

    private static List<String> row(RangeUse use) {
        return List.of(
                use.kind() + " " + use.name(),
                use.range().toString(),
                number(use.needs()) + " of " + number(use.has()) + " " + use.unit(),
                use.atMost() > use.needs() ? "up to " + number(use.atMost()) : "",
                verdict(use));
    }

    private static String verdict(RangeUse use) {
        if (!use.fits()) {
            return "! " + number(use.free().negate()) + " too few"
                    + use.smallestPrefix()
                            .map(prefix -> ", /" + prefix + " would do")
                            .orElse("");
        }
        List<String> words = new ArrayList<>();
        use.moreNodes().ifPresent(nodes -> words.add("room for " + number(nodes) + " more nodes"));
        if (use.wasted() > 0) {
            words.add(number(use.wasted()) + " addresses wasted");
        }
        use.smallestPrefix()
                .filter(prefix -> prefix > use.range().prefixLength())
                .ifPresent(prefix -> words.add("/" + prefix + " would do"));
        return String.join(", ", words);
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String number(BigInteger value) {
        return value.bitLength() > 62
                ? "2^" + (value.bitLength() - (value.bitCount() == 1 ? 1 : 0))
                : number(value.longValueExact());
    }
}
