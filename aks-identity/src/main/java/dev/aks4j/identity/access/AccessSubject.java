package dev.aks4j.identity.access;

import dev.aks4j.core.auth.Caller;
import dev.aks4j.core.model.ResourceId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whose rights are looked at: somebody of Microsoft Entra ID, or somebody whom only a cluster knows. Immutable and
 * thread-safe.
 */
public final class AccessSubject {

    private final String label;
    private final Optional<String> objectId;
    private final Optional<ResourceId> identity;
    private final Optional<ServiceAccount> account;
    private final Optional<String> user;
    private final Set<String> groups;

    /** A service account. */
    record ServiceAccount(String namespace, String name) {}

    private AccessSubject(
            String label,
            Optional<String> objectId,
            Optional<ResourceId> identity,
            Optional<ServiceAccount> account,
            Optional<String> user,
            Set<String> groups) {
        this.label = label;
        this.objectId = objectId;
        this.identity = identity;
        this.account = account;
        this.user = user;
        this.groups = Set.copyOf(groups);
    }

    /** Returns a user, group or service principal of Microsoft Entra ID, by its object id. Groups are looked up. */
    public static AccessSubject entra(String objectId) {
        return new AccessSubject(
                objectId, Optional.of(objectId), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
    }

    /** Returns whoever a credential signs in as, with the groups that the token tells. */
    public static AccessSubject of(Caller caller) {
        return new AccessSubject(
                caller.userName().orElse(caller.objectId()),
                Optional.of(caller.objectId()),
                Optional.empty(),
                Optional.empty(),
                caller.userName(),
                caller.groups());
    }

    /** Returns a user-assigned managed identity, by its resource id. */
    public static AccessSubject identity(ResourceId identity) {
        return new AccessSubject(
                "identity " + identity.name(),
                Optional.empty(),
                Optional.of(identity),
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }

    /** Returns a service account of a cluster. */
    public static AccessSubject serviceAccount(String namespace, String name) {
        return new AccessSubject(
                "service account " + namespace + "/" + name,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ServiceAccount(Objects.requireNonNull(namespace), Objects.requireNonNull(name))),
                Optional.empty(),
                Set.of());
    }

    /** Returns a user as a cluster's API names it, for example one with a certificate, with their groups. */
    public static AccessSubject user(String name, String... groups) {
        return new AccessSubject(
                "user " + name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(name),
                Set.of(groups));
    }

    Optional<String> objectId() {
        return objectId;
    }

    Optional<ResourceId> identity() {
        return identity;
    }

    Optional<ServiceAccount> account() {
        return account;
    }

    Optional<String> user() {
        return user;
    }

    Set<String> groups() {
        return groups;
    }

    @Override
    public String toString() {
        return label;
    }
}
