package dev.aks4j.simulated.kubernetes.internal.strategy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** IP addresses and ranges as Kubernetes reads and writes them. Stateless. */
final class Ip {

    private static final byte[] NONE = new byte[0];

    /** Addresses that endpoints may not have. */
    enum Special {
        UNSPECIFIED,
        LOOPBACK,
        LINK_LOCAL,
        LINK_LOCAL_MULTICAST
    }

    /** A range, with the address that was written before the slash. */
    record Range(byte[] address, int bits) {

        byte[] network() {
            byte[] masked = address.clone();
            for (int i = 0; i < masked.length; i++) {
                int left = Math.max(0, Math.min(8, bits - i * 8));
                masked[i] &= (byte) (0xFF << 8 - left);
            }
            return masked;
        }

        boolean contains(byte[] other) {
            return other.length == address.length && Arrays.equals(new Range(other, bits).network(), network());
        }

        @Override
        public String toString() {
            return text(network()) + "/" + bits;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Range range && range.bits == bits && Arrays.equals(range.address, address);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(address) * 31 + bits;
        }
    }

    private Ip() {}

    /** Returns 4 or 16 bytes, or none if a text is not an address; leading zeros are read as decimal. */
    static byte[] parse(String text) {
        if (text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            byte[] bytes = new byte[4];
            String[] parts = text.split("\\.");
            for (int i = 0; i < 4; i++) {
                int part = Integer.parseInt(parts[i]);
                if (part > 255) {
                    return NONE;
                }
                bytes[i] = (byte) part;
            }
            return bytes;
        }
        if (!text.contains(":") || !text.matches("[0-9a-fA-F:.]+")) {
            return NONE;
        }
        try {
            byte[] bytes = InetAddress.getByName("[" + text + "]").getAddress();
            return bytes;
        } catch (UnknownHostException e) {
            return NONE;
        }
    }

    static boolean isV6(String text) {
        return parse(text).length == 16;
    }

    static boolean hasLeadingZeros(String text) {
        return !text.contains(":") && text.matches("(.*\\.)?0\\d+(\\..*|/.*)?");
    }

    static boolean isMapped(String text) {
        return text.toLowerCase(java.util.Locale.ROOT).startsWith("::ffff:") && text.contains(".");
    }

    /** Returns the text in which an address is written. */
    static String text(byte[] bytes) {
        if (bytes.length == 4) {
            return (bytes[0] & 255) + "." + (bytes[1] & 255) + "." + (bytes[2] & 255) + "." + (bytes[3] & 255);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 255) << 8 | bytes[2 * i + 1] & 255;
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /** Returns a range, or null if a text is not one. */
    static Range range(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
            return null;
        }
        byte[] address = parse(text.substring(0, slash));
        int bits = Integer.parseInt(text.substring(slash + 1));
        return address.length == 0 || bits > address.length * 8 ? null : new Range(address, bits);
    }

    static Optional<Special> special(byte[] bytes) {
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            if (address.isAnyLocalAddress()) {
                return Optional.of(Special.UNSPECIFIED);
            }
            if (address.isLoopbackAddress()) {
                return Optional.of(Special.LOOPBACK);
            }
            if (address.isLinkLocalAddress()) {
                return Optional.of(Special.LINK_LOCAL);
            }
            return address.isMCLinkLocal() ? Optional.of(Special.LINK_LOCAL_MULTICAST) : Optional.empty();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }
}
