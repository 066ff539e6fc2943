package dev.aks4j.simulated.kubernetes.internal.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kubernetes quantities, such as {@code 500m}, {@code 2Gi} and {@code 1e3}. Stateless. */
public final class Quantity {

    private static final Pattern SYNTAX =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(?:([numkMGTPE]|Ki|Mi|Gi|Ti|Pi|Ei)|[eE]([+-]?\\d+))?");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);
    private static final String[] DECIMAL = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};
    private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", BigDecimal.ONE.movePointRight(3)),
            Map.entry("M", BigDecimal.ONE.movePointRight(6)),
            Map.entry("G", BigDecimal.ONE.movePointRight(9)),
            Map.entry("T", BigDecimal.ONE.movePointRight(12)),
            Map.entry("P", BigDecimal.ONE.movePointRight(15)),
            Map.entry("E", BigDecimal.ONE.movePointRight(18)),
            Map.entry("Ki", KIBI),
            Map.entry("Mi", KIBI.pow(2)),
            Map.entry("Gi", KIBI.pow(3)),
            Map.entry("Ti", KIBI.pow(4)),
            Map.entry("Pi", KIBI.pow(5)),
            Map.entry("Ei", KIBI.pow(6)));

    private Quantity() {}

    /** Returns whether a text is a quantity. */
    public static boolean isValid(String text) {
        return SYNTAX.matcher(text).matches();
    }

    /** Returns the number that a quantity stands for; zero for text that is not a quantity. */
    public static BigDecimal value(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return BigDecimal.ZERO;
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        if (matcher.group(3) != null) {
            return number.scaleByPowerOfTen(Integer.parseInt(matcher.group(3)));
        }
        return matcher.group(2) == null ? number : number.multiply(FACTORS.get(matcher.group(2)));
    }

    /** Returns a quantity in thousandths, rounded up, as CPU is counted. */
    public static long milli(String text) {
        return value(text).movePointRight(3).setScale(0, RoundingMode.CEILING).longValue();
    }

    /** Returns a quantity as a whole number, rounded up, as memory and storage are counted. */
    public static long whole(String text) {
        return value(text).setScale(0, RoundingMode.CEILING).longValue();
    }

    /** Returns a quantity as the API server writes it; text that is not a quantity stays as it is. */
    public static String canonical(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        BigDecimal value = value(text).setScale(9, RoundingMode.CEILING);
        String suffix = matcher.group(2);
        if (matcher.group(3) != null) {
            return exponent(value);
        }
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        if (suffix != null && suffix.endsWith("i") && whole && value.abs().compareTo(KIBI) >= 0) {
            return binary(value.toBigInteger());
        }
        return canonical(value);
    }

    /** Returns a number as the API server writes a decimal quantity. */
    public static String canonical(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        BigInteger nano =
                number.movePointRight(9).setScale(0, RoundingMode.CEILING).toBigInteger();
        int step = 0;
        while (step < DECIMAL.length - 1 && nano.mod(THOUSAND).signum() == 0) {
            nano = nano.divide(THOUSAND);
            step++;
        }
        return nano + DECIMAL[step];
    }

    private static String binary(BigInteger number) {
        BigInteger left = number;
        int step = 0;
        while (step < BINARY.length - 1 && left.mod(KIBI.toBigInteger()).signum() == 0) {
            left = left.divide(KIBI.toBigInteger());
            step++;
        }
        return left + BINARY[step];
    }

    private static String exponent(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        BigInteger nano =
                number.movePointRight(9).setScale(0, RoundingMode.CEILING).toBigInteger();
        int exponent = -9;
        while (nano.mod(THOUSAND).signum() == 0) {
            nano = nano.divide(THOUSAND);
            exponent += 3;
        }
        return exponent == 0 ? nano.toString() : nano + "e" + exponent;
    }
}
