package dev.aks4j.core.model;

import com.fasterxml.jackson.annotation.JsonValue;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of IPv4 or IPv6 addresses in CIDR notation, such as {@code 10.20.0.0/16}. The address is always the first of
 * the range: {@code 10.20.0.1/16} is refused, because Azure refuses it. Immutable and thread-safe.
 */
public final class Cidr implements Comparable<Cidr> {

    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .allowWildcardedSeparator(false)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .getParentBuilder()
            .toParams();

    private static final String ADDRESS = "(?:[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)";

    /** The library reads more than addresses: lists such as {@code 10.0-3.0.0}, zones, a prefix length alone, blanks. */
    private static final Pattern WRITTEN = Pattern.compile(ADDRESS + "(?:/(?:0|[1-9][0-9]{0,2}))?");

    private static final Pattern WRITTEN_ADDRESS = Pattern.compile(ADDRESS);

    private final IPAddress block;

    private Cidr(IPAddress block) {
        this.block = block;
    }

    /**
     * Reads a range.
     *
     * @param text address and prefix length, for example {@code 10.20.0.0/16} or {@code fd12:3456:789a::/64}
     * @throws AksException if the text is not a range, or if its address is not the first one of it
     */
    public static Cidr parse(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            throw notARange(text, "Write it as address/prefix, for example 10.20.0.0/16.");
        }
        IPAddress parsed;
        try {
            parsed = new IPAddressString(text, STRICT).toAddress();
        } catch (AddressStringException | RuntimeException e) {
            throw notARange(text, "Write it as address/prefix, for example 10.20.0.0/16.");
        }
        if (!text.contains("/") || parsed.getNetworkPrefixLength() == null) {
            throw notARange(text, "Add the prefix length, for example 10.20.0.0/16.");
        }
        IPAddress block = parsed.toPrefixBlock();
        if (!block.getLower().withoutPrefixLength().equals(parsed.getLower().withoutPrefixLength())) {
            throw notARange(text, "Its first address is " + canonical(block) + "; use that.");
        }
        return new Cidr(block);
    }

    private static AksException notARange(String text, String fix) {
        return new AksException("\"" + text + "\" is not an address range. " + fix);
    }

    private static String canonical(IPAddress block) {
        return block.getLower().withoutPrefixLength().toCanonicalString() + "/" + block.getNetworkPrefixLength();
    }

    /** Returns the prefix length: 16 for {@code 10.20.0.0/16}. */
    public int prefixLength() {
        return block.getNetworkPrefixLength();
    }

    /** Returns the number of addresses. */
    public BigInteger size() {
        return block.getCount();
    }

    /** Returns whether this is a range of IPv6 addresses. */
    public boolean isIpv6() {
        return block.isIPv6();
    }

    /** Returns whether every address of the other range lies in this one. */
    public boolean contains(Cidr other) {
        return block.contains(other.block);
    }

    /** Returns whether a single address, such as {@code 10.0.0.10}, lies in this range. False if it is no address. */
    public boolean containsAddress(String address) {
        if (!WRITTEN_ADDRESS.matcher(address).matches()) {
            return false;
        }
        IPAddress parsed = new IPAddressString(address, STRICT).getAddress();
        return parsed != null && !parsed.isMultiple() && block.contains(parsed);
    }

    /** Returns whether the two ranges share an address. */
    public boolean overlaps(Cidr other) {
        return block.isIPv6() == other.block.isIPv6() && block.overlaps(other.block);
    }

    /**
     * Returns one address of the range, counted from its first.
     *
     * @param index 0 for the first address
     * @throws IllegalArgumentException if the range has no such address
     */
    public String address(long index) {
        if (index < 0 || BigInteger.valueOf(index).compareTo(size()) >= 0) {
            throw new IllegalArgumentException(this + " has no address number " + index);
        }
        return block.getLower().withoutPrefixLength().increment(index).toCanonicalString();
    }

    /**
     * Returns the range of the same size right after this one.
     *
     * @throws IllegalArgumentException if this is the last one
     */
    public Cidr next() {
        IPAddress after = block.getUpper().withoutPrefixLength().increment(1);
        if (after == null || block.getUpper().isMax()) {
            throw new IllegalArgumentException(this + " is the last range of its size");
        }
        return new Cidr(after.toPrefixBlock(prefixLength()));
    }

    /** Orders by family, IPv4 first, then by first address, then the larger range first. */
    @Override
    public int compareTo(Cidr other) {
        if (isIpv6() != other.isIpv6()) {
            return isIpv6() ? 1 : -1;
        }
        int first = Arrays.compareUnsigned(
                block.getLower().getBytes(), other.block.getLower().getBytes());
        return first != 0 ? first : Integer.compare(prefixLength(), other.prefixLength());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr cidr && block.equals(cidr.block);
    }

    @Override
    public int hashCode() {
        return block.hashCode();
    }

    /** Returns the range in CIDR notation. */
    @JsonValue
    @Override
    public String toString() {
        return canonical(block);
    }
}
