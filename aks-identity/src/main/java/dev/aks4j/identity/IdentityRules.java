package dev.aks4j.identity;

import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.List;

/** The rules of this module, for the page of all rules. */
public final class IdentityRules {

    private IdentityRules() {}

    /** Returns every rule of this module; those of tags are core's. */
    public static List<Rule<?>> all() {
        List<Rule<?>> all = new ArrayList<>();
        all.add(ManagedIdentityRules.NAME);
        all.add(RoleRules.ROLE_GUID);
        all.add(RoleRules.PRINCIPAL_GUID);
        all.addAll(RoleRules.ALL);
        all.addAll(AccessRules.ALL);
        return List.copyOf(all);
    }
}
