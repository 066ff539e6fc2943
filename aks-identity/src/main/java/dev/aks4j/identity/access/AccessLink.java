package dev.aks4j.identity.access;

import dev.aks4j.core.model.Json;

/**
 * One link of a pod's way to an Azure resource. Immutable.
 *
 * @param part which link
 * @param state whether it holds
 * @param found what is there, in a few words
 * @param fix what to do, as a full sentence; empty if it holds
 */
public record AccessLink(Part part, State state, String found, String fix) {

    /** The links, in their order. */
    public enum Part {
        /** The cluster issues tokens that others can verify, and its webhook gives them to pods. */
        ISSUER,
        /** The service account says as which identity it signs in. */
        SERVICE_ACCOUNT,
        /** The pod asks the webhook for a token. */
        POD_LABEL,
        /** The pod's token is made for Microsoft Entra ID, or for identity bindings. */
        AUDIENCE,
        /** The identity trusts tokens of this issuer for this service account. */
        TRUST,
        /** The identity exists, in the tenant that the pod signs in to. */
        IDENTITY,
        /** The identity has a role with the action on the resource. */
        ROLE
    }

    /** Whether a link holds. */
    public enum State {
        /** It holds. */
        HOLDS,
        /** It is broken. */
        BROKEN,
        /** It cannot be said, because something could not be read or a link before it is broken. */
        UNKNOWN
    }

    Json toJson() {
        return Json.object()
                .put("part", part)
                .put("state", state)
                .put("found", found)
                .put("fix", fix)
                .build();
    }

    @Override
    public String toString() {
        String word =
                switch (state) {
                    case HOLDS -> "holds  ";
                    case BROKEN -> "BROKEN ";
                    case UNKNOWN -> "unknown";
                };
        return word + "  " + part.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ": " + found
                + (fix.isEmpty() ? "" : "\n           " + fix);
    }
}
