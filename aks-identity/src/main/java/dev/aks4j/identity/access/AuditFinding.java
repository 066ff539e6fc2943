package dev.aks4j.identity.access;

import dev.aks4j.core.model.Json;
import java.util.Locale;

/**
 * One thing that an audit found. Immutable.
 *
 * @param kind what sort of thing
 * @param subject who or what it is about
 * @param place where: a binding, a role, or the id of an assignment
 * @param what what it means
 * @param fix what to do if it is not meant, as a full sentence
 */
public record AuditFinding(Kind kind, String subject, String place, String what, String fix) {

    /** The sorts of findings. */
    public enum Kind {
        /** Somebody may do everything in the cluster. */
        CLUSTER_ADMIN,
        /** A role of the cluster that somebody has names everything with a star. */
        WILDCARD,
        /** Somebody may read secrets. */
        SECRETS_READER,
        /** Certificates of local accounts are taken, which name nobody. */
        LOCAL_ACCOUNTS,
        /** An admin group that no spec names. */
        UNDECLARED_ADMIN_GROUP,
        /** A managed identity that trusts no issuer and that the cluster does not use. */
        IDENTITY_WITHOUT_USE,
        /** An assignment of one of the cluster's identities that reaches further than its use. */
        BROAD_ASSIGNMENT,
        /** An assignment to somebody who no longer exists. */
        STALE_ASSIGNMENT,
        /** A binding that names somebody, or a role, that does not exist. */
        SUBJECT_GONE
    }

    Json toJson() {
        return Json.object()
                .put("kind", kind)
                .put("subject", subject)
                .put("place", place)
                .put("what", what)
                .put("fix", fix)
                .build();
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + subject + " " + what + " (" + place
                + "). " + fix;
    }
}
