package dev.aks4j.simulated.azure.internal.access;

import dev.aks4j.simulated.time.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Decides who may do what, from the role assignments that have taken effect. Guarded by the simulator's lock. */
public final class AccessControl {

    private final Timeline time;
    private final Map<String, RoleAssignment> byId = new LinkedHashMap<>();

    /** Makes a control under which nobody may do anything. */
    public AccessControl(Timeline time) {
        this.time = time;
    }

    /** Adds an assignment. */
    public void add(RoleAssignment assignment) {
        byId.put(assignment.id().toLowerCase(Locale.ROOT), assignment);
    }

    /** Removes an assignment. */
    public void remove(String id) {
        byId.remove(id.toLowerCase(Locale.ROOT));
    }

    /** Removes the assignments on a resource that is gone. */
    public void removeOn(String scope) {
        byId.values().removeIf(each -> each.scope().equalsIgnoreCase(scope));
    }

    /** Returns the assignment with an id. */
    public Optional<RoleAssignment> find(String id) {
        return Optional.ofNullable(byId.get(id.toLowerCase(Locale.ROOT)));
    }

    /** Returns all assignments. */
    public List<RoleAssignment> all() {
        return List.copyOf(byId.values());
    }

    /** Tells whether a principal may do something on a resource now. */
    public boolean allows(String principalId, String action, String resource) {
        return all().stream()
                .filter(each -> applies(each, principalId, resource))
                .anyMatch(each -> each.role().allows(action));
    }

    /** Tells whether a principal may do something inside a resource now, such as inside a cluster. */
    public boolean allowsData(String principalId, String action, String resource) {
        return all().stream()
                .filter(each -> applies(each, principalId, resource))
                .anyMatch(each -> each.role().allowsData(action));
    }

    private boolean applies(RoleAssignment each, String principalId, String resource) {
        return each.principalId().equals(principalId)
                && each.covers(resource)
                && !each.effective().isAfter(time.now());
    }
}
