package dev.aks4j.identity;

import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.List;

/** The rules of this module, for the page of all rules. */
public final class IdentityRules {

    private IdentityRules() {}

    /** Returns every rule of this module; those of tags are core's. */
    public static List<Rule<?>> all() {
        List<Rule<?>> all = new ArrayList<>(AccessRules.ALL);
        all.addAll(AccessRules.CALLER);
        all.add(ManagedIdentityRules.NAME);
        all.add(RoleAssignmentRules.ROLE_GUID);
        all.add(RoleAssignmentRules.PRINCIPAL_GUID);
        all.addAll(RoleAssignmentRules.ALL);
        all.addAll(RoleAssignmentRules.IN_PLAN);
        all.addAll(FederatedCredentialRules.ALL);
        all.addAll(FederatedCredentialRules.IN_PLAN);
        all.add(FederatedCredentialRules.AT_MOST_WITH_LIVE);
        all.add(FederatedCredentialRules.OF_THIS_APPLICATION);
        all.addAll(IdentityBindingRules.SPEC);
        all.addAll(IdentityBindingRules.IN_PLAN);
        all.addAll(ServiceAccountRules.NAMES);
        all.addAll(ServiceAccountRules.ALL);
        all.addAll(ServiceAccountRules.ANNOTATIONS);
        all.addAll(ServiceAccountRules.PODS);
        all.addAll(ServiceAccountRules.IN_PLAN);
        all.addAll(CustomRoleRules.ALL);
        all.addAll(SecretProviderClassRules.ALL);
        all.addAll(SecretProviderClassRules.IN_PLAN);
        all.addAll(RbacRules.ROLE);
        all.add(RbacRules.SUBJECTS);
        all.addAll(RbacRules.IN_PLAN);
        return List.copyOf(all);
    }
}
