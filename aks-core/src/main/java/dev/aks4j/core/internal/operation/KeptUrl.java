package dev.aks4j.core.internal.operation;

import java.util.Arrays;
import java.util.Optional;

/**
 * A URL of Azure's as it is kept while an operation goes on. Azure signs the status URLs that it hands out and puts the
 * certificate of its signature into them, as the parameter {@code c}: some 2,400 characters out of 3,000, the same in every
 * URL that one of its front ends signs within months, and mostly the same in those of others. So what URLs have in common is
 * kept once, and of each what is its own: see {@link UrlPacking}. Immutable.
 */
final class KeptUrl {

    static final KeptUrl NONE = new KeptUrl("", new byte[0], UrlPacking.NONE);

    private final String place;
    private final byte[] own;
    private final byte[] known;

    private KeptUrl(String place, byte[] own, byte[] known) {
        this.place = place;
        this.own = own;
        this.known = known;
    }

    static KeptUrl of(Optional<String> url) {
        return url.map(KeptUrl::of).orElse(NONE);
    }

    private static KeptUrl of(String url) {
        int query = url.indexOf('?');
        int last = url.lastIndexOf('/', query < 0 ? url.length() : query) + 1;
        byte[] rest = UrlPacking.pack(url.substring(last));
        byte[] known = UrlPacking.like(rest);
        return new KeptUrl(url.substring(0, last).intern(), UrlPacking.shorten(rest, known), known);
    }

    /** Returns the URL, to the letter; empty if there is none. */
    Optional<String> text() {
        return isNone() ? Optional.empty() : Optional.of(place + UrlPacking.unpack(UrlPacking.lengthen(own, known)));
    }

    private boolean isNone() {
        return this == NONE;
    }

    boolean isSame(KeptUrl other) {
        return isNone() == other.isNone()
                && (known == other.known && Arrays.equals(own, other.own) && place.equals(other.place)
                        || text().equals(other.text()));
    }
}
