package dev.aks4j.simulated.kubernetes.internal.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who asks, as the authenticator found out. Immutable.
 *
 * @param name the user name
 * @param uid an identifier of the user, may be empty
 * @param groups the groups that the user is in
 * @param extra more facts about the user
 */
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

    /** The group of everyone who may do anything. */
    public static final String MASTERS = "system:masters";

    /** The group of everyone who is known. */
    public static final String AUTHENTICATED = "system:authenticated";

    /** Copies the lists. */
    public User {
        groups = List.copyOf(groups);
        extra = Map.copyOf(extra);
    }

    /** Returns a user who was authenticated, and is in the group of all who were. */
    public static User authenticated(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
        List<String> all = new ArrayList<>(groups);
        if (!all.contains(AUTHENTICATED)) {
            all.add(AUTHENTICATED);
        }
        return new User(name, uid, all, extra);
    }

    /** Returns a user with groups and nothing else. */
    public static User of(String name, String... groups) {
        return authenticated(name, "", List.of(groups), Map.of());
    }

    /** Returns the user that a service account is. */
    public static User serviceAccount(String namespace, String name, String uid) {
        return authenticated(
                "system:serviceaccount:" + namespace + ":" + name,
                uid,
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace),
                Map.of());
    }
}
