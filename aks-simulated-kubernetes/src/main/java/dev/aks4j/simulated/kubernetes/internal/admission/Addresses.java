package dev.aks4j.simulated.kubernetes.internal.admission;

/** IPv4 ranges as numbers. Stateless. */
public final class Addresses {

    private Addresses() {}

    /** Returns how many addresses a range such as {@code 10.0.0.0/16} has. */
    public static long size(String cidr) {
        return 1L << 32 - Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    }

    /** Returns the address at an offset in a range. */
    public static String at(String cidr, long offset) {
        return text(number(cidr.substring(0, cidr.indexOf('/'))) + offset);
    }

    /** Returns whether an address is in a range. */
    public static boolean contains(String cidr, String address) {
        long first = number(cidr.substring(0, cidr.indexOf('/')));
        long offset = number(address) - first;
        return offset >= 0 && offset < size(cidr);
    }

    /** Returns an address as a number, or -1 if it is not an IPv4 address. */
    public static long number(String address) {
        if (!address.matches("(\\d{1,3}\\.){3}\\d{1,3}")) {
            return -1;
        }
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number * 256 + Integer.parseInt(part);
        }
        return number;
    }

    private static String text(long number) {
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }
}
