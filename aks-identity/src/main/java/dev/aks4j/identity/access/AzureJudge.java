package dev.aks4j.identity.access;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.internal.rights.AzureGrant;
import dev.aks4j.identity.internal.rights.AzureRbac;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Holds actions against Azure's assignments as they are read. Not thread-safe. */
final class AzureJudge {

    private static final String SOURCE = "Azure RBAC";

    private final AccessReads reads;
    private final Set<String> principals;
    private final AzureRbac rbac;

    /**
     * Reads what reaches a resource.
     *
     * @param on the resource; what lies below it is read too
     */
    AzureJudge(AccessReads reads, ResolvedSubject subject, ResourceId on) {
        this.reads = reads;
        this.principals = new LinkedHashSet<>(subject.principals());
        List<Json> assignments =
                new ArrayList<>(reads.assignments(on, Optional.empty()).orElse(List.of()));
        if (subject.groups().size() <= 1 && subject.objectId().isPresent()) {
            // Azure knows groups that we were not told.
            reads.assignments(on, subject.objectId()).orElse(List.of()).forEach(each -> {
                principals.add(each.at("/properties/principalId").asText().toLowerCase(Locale.ROOT));
                assignments.add(each);
            });
        }
        List<Json> mine = assignments.stream()
                .filter(each -> principals.contains(
                        each.at("/properties/principalId").asText().toLowerCase(Locale.ROOT)))
                .distinct()
                .toList();
        List<Json> denials = reads.denials(on).orElse(List.of());
        this.rbac = new AzureRbac(mine, reads.definitions(mine), denials);
    }

    /** Returns what gives or takes one of the actions on one of the scopes. */
    List<AccessReason> reasons(List<String> actions, boolean data, List<String> scopes) {
        List<AccessReason> reasons = new ArrayList<>();
        for (String scope : scopes) {
            for (String action : actions) {
                AzureRbac.Found found = rbac.on(principals, action, data, scope);
                found.grants().forEach(grant -> reasons.add(reason(grant, AccessReason.Effect.ALLOWS)));
                found.denials().forEach(denial -> reasons.add(reason(denial, AccessReason.Effect.DENIES)));
                found.unknown().forEach(grant -> reasons.add(reason(grant, AccessReason.Effect.MAY_DECIDE)));
            }
        }
        return reasons.stream().distinct().toList();
    }

    private static AccessReason reason(AzureGrant grant, AccessReason.Effect effect) {
        return new AccessReason(
                grant.condition().isEmpty() ? effect : AccessReason.Effect.MAY_DECIDE,
                SOURCE,
                grant.id(),
                grant.role(),
                grant.scope(),
                grant.principalId());
    }

    AccessReads reads() {
        return reads;
    }
}
