package dev.aks4j.simulated.azure.internal.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation, of either family. Immutable.
 *
 * @param first the first address as a number
 * @param prefix the length of the prefix
 * @param bits 32 or 128
 */
public record AddressRange(BigInteger first, int prefix, int bits) {

    private static final Pattern V4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    /** Reads a range; empty if the text is none. The host bits may be set; see {@link #aligned()}. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        try {
            int prefix = Integer.parseInt(text.substring(slash + 1));
            return address(text.substring(0, slash))
                    .filter(address -> prefix >= 0 && prefix <= address.length * 8)
                    .map(address -> new AddressRange(new BigInteger(1, address), prefix, address.length * 8));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Reads one address as a range of one. */
    public static Optional<AddressRange> parseAddress(String text) {
        return address(text)
                .map(bytes -> new AddressRange(new BigInteger(1, bytes), bytes.length * 8, bytes.length * 8));
    }

    private static Optional<byte[]> address(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Returns how many addresses it has. */
    public BigInteger size() {
        return BigInteger.ONE.shiftLeft(bits - prefix);
    }

    /** Tells whether the first address is the start of a block of this size. */
    public boolean aligned() {
        return first.mod(size()).signum() == 0;
    }

    /** Returns the block that the first address is in. */
    public AddressRange block() {
        return new AddressRange(first.subtract(first.mod(size())), prefix, bits);
    }

    private BigInteger last() {
        return first.add(size()).subtract(BigInteger.ONE);
    }

    /** Tells whether two ranges share an address. */
    public boolean overlaps(AddressRange other) {
        return bits == other.bits && first.compareTo(other.last()) <= 0 && other.first.compareTo(last()) <= 0;
    }

    /** Tells whether another range lies wholly in this one. */
    public boolean contains(AddressRange other) {
        return bits == other.bits
                && first.compareTo(other.first) <= 0
                && other.last().compareTo(last()) <= 0;
    }

    /** Returns the address at an offset from the first. */
    public String address(long offset) {
        byte[] bytes = new byte[bits / 8];
        byte[] number = first.add(BigInteger.valueOf(offset)).toByteArray();
        for (int i = 0; i < Math.min(bytes.length, number.length); i++) {
            bytes[bytes.length - 1 - i] = number[number.length - 1 - i];
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return address(0) + "/" + prefix;
    }
}
