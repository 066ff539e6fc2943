package dev.aks4j.simulated.azure.internal.directory;

import dev.aks4j.simulated.azure.internal.random.Randomness;
import dev.aks4j.simulated.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tenant's principals and their secrets. Guarded by the simulator's lock. */
public final class Directory {

    private static final Duration REPLICATION = Duration.ofSeconds(20);

    private final Timeline time;
    private final Randomness random;
    private final Map<String, DirectoryPrincipal> byObjectId = new LinkedHashMap<>();
    private final Map<String, DirectoryPrincipal> byClientId = new LinkedHashMap<>();
    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private final Map<String, List<ClientSecret>> secrets = new LinkedHashMap<>();
    private final Map<String, List<ApplicationCertificate>> certificates = new LinkedHashMap<>();

    /** Makes an empty directory. */
    public Directory(Timeline time, Randomness random) {
        this.time = time;
        this.random = random;
    }

    /** Adds an application with a client secret. */
    public DirectoryPrincipal addApplication(String displayName, String clientId, String secret) {
        DirectoryPrincipal principal = add(displayName, clientId, false);
        addSecret(principal, "first", secret, time.now(), time.now().plus(Duration.ofDays(730)));
        return principal;
    }

    /** Adds a managed identity. */
    public DirectoryPrincipal addManagedIdentity(String displayName) {
        return add(displayName, random.guid(), true);
    }

    private DirectoryPrincipal add(String displayName, String clientId, boolean managed) {
        DirectoryPrincipal principal =
                new DirectoryPrincipal(random.guid(), clientId, displayName, managed, time.now());
        byObjectId.put(principal.objectId(), principal);
        byClientId.put(principal.clientId(), principal);
        return principal;
    }

    /** Adds a group with members, and returns its object id. */
    public String addGroup(List<String> memberObjectIds) {
        String id = random.guid();
        groups.put(id, List.copyOf(memberObjectIds));
        return id;
    }

    /** Returns the object ids of the groups that a principal is in. */
    public List<String> groupsOf(String objectId) {
        return groups.entrySet().stream()
                .filter(group -> group.getValue().contains(objectId))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Removes a principal. */
    public void remove(DirectoryPrincipal principal) {
        byObjectId.remove(principal.objectId());
        byClientId.remove(principal.clientId());
        secrets.remove(principal.clientId());
        certificates.remove(principal.clientId());
    }

    /** Returns the certificates of a client. */
    public List<ApplicationCertificate> certificatesOf(DirectoryPrincipal principal) {
        return certificates.getOrDefault(principal.clientId(), List.of());
    }

    /** Gives a client other certificates. */
    public void certificates(DirectoryPrincipal principal, List<ApplicationCertificate> all) {
        certificates.put(principal.clientId(), List.copyOf(all));
    }

    /** Returns the principal that signs in with a client id. */
    public Optional<DirectoryPrincipal> byClientId(String clientId) {
        return Optional.ofNullable(byClientId.get(clientId));
    }

    /** Tells whether there is a group with an object id. */
    public boolean isGroup(String objectId) {
        return groups.containsKey(objectId);
    }

    /** Returns the principal with an object id. */
    public Optional<DirectoryPrincipal> byObjectId(String objectId) {
        return Optional.ofNullable(byObjectId.get(objectId));
    }

    /** Tells whether the rest of Azure has heard of a principal; it takes twenty seconds after its creation. */
    public boolean replicated(String objectId) {
        Instant now = time.now();
        return byObjectId(objectId)
                .filter(principal -> !principal.created().plus(REPLICATION).isAfter(now))
                .isPresent();
    }

    /** Gives a client one more secret. */
    public ClientSecret addSecret(
            DirectoryPrincipal principal, String name, String text, Instant effective, Instant end) {
        ClientSecret made = new ClientSecret(random.guid(), name, text, effective, end);
        secrets.computeIfAbsent(principal.clientId(), id -> new ArrayList<>()).add(made);
        return made;
    }

    /** Makes the text of a new secret. */
    public String secretText() {
        return random.base64(40);
    }

    /** Returns the secrets of a client. */
    public List<ClientSecret> secretsOf(DirectoryPrincipal principal) {
        return List.copyOf(secrets.getOrDefault(principal.clientId(), List.of()));
    }

    /** Takes a secret from a client; tells whether there was one. */
    public boolean removeSecret(DirectoryPrincipal principal, String keyId) {
        return secrets.getOrDefault(principal.clientId(), new ArrayList<>())
                .removeIf(each -> each.keyId().equals(keyId));
    }

    /** Tells whether a secret is the client's, and in its time. */
    public boolean secretMatches(DirectoryPrincipal principal, String secret) {
        return matching(principal, secret)
                .filter(each -> time.now().isBefore(each.end()))
                .isPresent();
    }

    /** Tells whether a secret was the client's. */
    public boolean secretExpired(DirectoryPrincipal principal, String secret) {
        return matching(principal, secret)
                .filter(each -> !time.now().isBefore(each.end()))
                .isPresent();
    }

    private Optional<ClientSecret> matching(DirectoryPrincipal principal, String secret) {
        byte[] given = secret.getBytes(StandardCharsets.UTF_8);
        return secretsOf(principal).stream()
                .filter(each -> !each.effective().isAfter(time.now()))
                .filter(each -> MessageDigest.isEqual(each.text().getBytes(StandardCharsets.UTF_8), given))
                .findFirst();
    }
}
