package dev.aks4j.core.internal.operation;

import java.util.Optional;

/**
 * A URL of Azure's as it is kept while an operation goes on. Azure signs the status URLs that it hands out and puts the
 * certificate of its signature into them, as the parameter {@code c}: some 2,400 characters out of 3,000, the same in every
 * URL that one of its front ends signs within months. They are kept once. Immutable.
 */
public final class KeptUrl {

    static final KeptUrl NONE = new KeptUrl("", "", 0);

    /** Shorter values are not worth a second object. */
    private static final int WORTH = 256;

    private final String own;
    private final String shared;
    private final int at;

    private KeptUrl(String own, String shared, int at) {
        this.own = own;
        this.shared = shared;
        this.at = at;
    }

    static KeptUrl of(Optional<String> url) {
        return url.map(KeptUrl::of).orElse(NONE);
    }

    private static KeptUrl of(String url) {
        int from = certificate(url);
        int next = url.indexOf('&', from);
        int to = next < 0 ? url.length() : next;
        return from < 0 || to - from < WORTH
                ? new KeptUrl(url, "", 0)
                : new KeptUrl(
                        url.substring(0, from) + url.substring(to),
                        url.substring(from, to).intern(),
                        from);
    }

    /** Returns where the value of the parameter begins; -1 if there is none. */
    private static int certificate(String url) {
        int later = url.indexOf("&c=");
        int first = url.indexOf("?c=");
        int at = first >= 0 && (later < 0 || first < later) ? first : later;
        return at < 0 ? -1 : at + 3;
    }

    /** Returns the URL, to the letter; empty if there is none. */
    Optional<String> text() {
        if (own.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(shared.isEmpty() ? own : own.substring(0, at) + shared + own.substring(at));
    }

    boolean isSame(KeptUrl other) {
        return at == other.at && own.equals(other.own) && shared.equals(other.shared);
    }
}
