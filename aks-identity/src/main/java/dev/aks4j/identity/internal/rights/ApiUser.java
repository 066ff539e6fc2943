package dev.aks4j.identity.internal.rights;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Somebody as a Kubernetes API server sees them. Immutable.
 *
 * @param name the user name
 * @param groups the names of the groups
 */
public record ApiUser(String name, Set<String> groups) {

    /** The group whose members may do everything, whatever roles say. */
    public static final String MASTERS = "system:masters";

    /** The group of everybody who signed in. */
    public static final String AUTHENTICATED = "system:authenticated";

    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    /** Copies the groups. */
    public ApiUser {
        groups = Set.copyOf(groups);
    }

    /** Returns somebody who signed in, with the group that the server adds. */
    public static ApiUser signedIn(String name, Set<String> groups) {
        Set<String> all = new LinkedHashSet<>(groups);
        all.add(AUTHENTICATED);
        return new ApiUser(name, all);
    }

    /** Returns a service account, with the groups that the server adds. */
    public static ApiUser serviceAccount(String namespace, String name) {
        return signedIn(
                SERVICE_ACCOUNT + namespace + ":" + name,
                Set.of("system:serviceaccounts", "system:serviceaccounts:" + namespace));
    }

    boolean isServiceAccount(String namespace, String account) {
        return !namespace.isEmpty() && name.equals(SERVICE_ACCOUNT + namespace + ":" + account);
    }
}
