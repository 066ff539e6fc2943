package dev.aks4j.identity.access;

import dev.aks4j.core.model.Json;
import dev.aks4j.identity.internal.rights.ApiUser;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A subject with what was found out about it.
 *
 * @param objectId its object id in Microsoft Entra ID, if it has one
 * @param names what a cluster may call it
 * @param groups the names of its groups
 * @param account whether it is a service account
 */
record ResolvedSubject(Optional<String> objectId, Set<String> names, Set<String> groups, boolean account) {

    private static final String IDENTITIES = "2024-11-30";

    static ResolvedSubject of(AccessSubject subject, AccessReads reads) {
        if (subject.account().isPresent()) {
            AccessSubject.ServiceAccount account = subject.account().get();
            ApiUser user = ApiUser.serviceAccount(account.namespace(), account.name());
            return new ResolvedSubject(Optional.empty(), Set.of(user.name()), user.groups(), true);
        }
        Optional<String> objectId = subject.objectId()
                .or(() -> subject.identity()
                        .flatMap(id -> reads.resource(id, IDENTITIES))
                        .map(identity -> identity.at("/properties/principalId").asText()));
        Set<String> names = new LinkedHashSet<>();
        subject.user().ifPresent(names::add);
        objectId.ifPresent(names::add);
        Set<String> groups = new LinkedHashSet<>(subject.groups());
        objectId.flatMap(reads::groups).orElse(List.of()).stream()
                .map(Json::asText)
                .forEach(groups::add);
        // Nothing says whether it is a group itself; a user is never named as one.
        objectId.ifPresent(groups::add);
        return new ResolvedSubject(objectId, names, groups, false);
    }

    /** Returns the subject under each name that a cluster may give it. */
    List<ApiUser> users() {
        return names.stream().map(name -> ApiUser.signedIn(name, groups)).toList();
    }

    /** Returns the ids by which Azure's assignments may mean it, in lower case. */
    Set<String> principals() {
        Set<String> ids = new LinkedHashSet<>();
        objectId.ifPresent(id -> ids.add(id.toLowerCase(Locale.ROOT)));
        groups.forEach(group -> ids.add(group.toLowerCase(Locale.ROOT)));
        return ids;
    }
}
