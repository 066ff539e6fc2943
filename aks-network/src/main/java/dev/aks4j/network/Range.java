package dev.aks4j.network;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Findings;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An address range as it was written. Text that is no range is kept, so that it is reported together with everything
 * else that is wrong.
 *
 * @param text what was written
 * @param cidr the range; empty if the text is none
 * @param fix how to make it one; empty if it is one
 */
record Range(String text, Optional<Cidr> cidr, String fix) {

    /** Ranges that AKS keeps for itself, and that neither services, pods nor virtual networks may touch. */
    static final List<Cidr> RESERVED_BY_AKS = Stream.of(
                    "169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24")
            .map(Cidr::parse)
            .toList();

    static Range of(String text) {
        try {
            return new Range(text, Optional.of(Cidr.parse(text)), "");
        } catch (AksException e) {
            String problem = Objects.requireNonNull(e.getMessage());
            return new Range(text, Optional.empty(), problem.substring(problem.indexOf("range. ") + 7));
        }
    }

    static Range of(Cidr cidr) {
        return new Range(cidr.toString(), Optional.of(cidr), "");
    }

    static List<Cidr> cidrs(Collection<Range> ranges) {
        return ranges.stream().flatMap(range -> range.cidr().stream()).toList();
    }

    void reportIfMalformed(String path, Findings findings) {
        if (cidr.isEmpty()) {
            findings.report(path, text, "is not an address range", fix);
        }
    }

    /** Returns the first private range of a prefix length that touches none of the given ones. */
    static Optional<Cidr> free(int prefixLength, Collection<Cidr> taken) {
        return blocks(prefixLength)
                .filter(block ->
                        Stream.concat(taken.stream(), RESERVED_BY_AKS.stream()).noneMatch(block::overlaps))
                .findFirst();
    }

    /** Returns a sentence that names a free range, as the fix of a problem. */
    static String suggest(int prefixLength, Collection<Cidr> taken) {
        if (prefixLength > 32) {
            return "for example one of your own below fd00::/8";
        }
        return free(prefixLength, taken)
                .map(block -> "for example " + block)
                .orElse("no private range of /" + prefixLength + " is free, so a smaller one");
    }

    private static Stream<Cidr> blocks(int prefixLength) {
        return Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
                .map(Cidr::parse)
                .filter(space -> space.prefixLength() <= prefixLength)
                .flatMap(space -> blocksOf(space, prefixLength));
    }

    /** Returns the first 4,096 blocks of a prefix length in a range of IPv4 addresses, lazily. */
    static Stream<Cidr> blocksOf(Cidr space, int prefixLength) {
        long step = 1L << (32 - prefixLength);
        int count = 1 << Math.min(12, prefixLength - space.prefixLength());
        return IntStream.range(0, count).mapToObj(i -> Cidr.parse(space.address(i * step) + "/" + prefixLength));
    }

    @Override
    public String toString() {
        return text;
    }
}
